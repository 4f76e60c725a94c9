import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { basisPoints, code, grade } from '../vocabulary.js';

/** The agency knows its result and may appeal until the window closes. */
export const resultNotified = defineFact({
  type: 'evaluation.result-notified.v1',
  classification: 'internal',
  summary: 'The agency was told its evaluation result; the appeal window is open.',
  schema: z.object({
    resultId: uuid,
    revision: z.int().positive(),
    roundId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    evaluationCode: code,
    attempt: z.int().positive(),
    scoreBp: basisPoints,
    grade,
    notifiedAt: instant,
    appealUntil: instant,
  }),
});
export type ResultNotified = DataOf<typeof resultNotified>;
