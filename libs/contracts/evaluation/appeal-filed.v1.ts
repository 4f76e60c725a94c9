import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code } from '../vocabulary.js';

/** The agency objects to a notified result; until it is decided, the result is not final. */
export const appealFiled = defineFact({
  type: 'evaluation.appeal-filed.v1',
  classification: 'internal',
  summary: 'The agency appealed against a notified result.',
  schema: z.object({
    appealId: uuid,
    resultId: uuid,
    roundId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    evaluationCode: code,
    attempt: z.int().positive(),
    filedAt: instant,
  }),
});
export type AppealFiled = DataOf<typeof appealFiled>;
