import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code } from '../vocabulary.js';

/** An appeal was decided by somebody who neither scored nor composed the panel (R110). */
export const appealDecided = defineFact({
  type: 'evaluation.appeal-decided.v1',
  classification: 'internal',
  summary: 'An appeal was decided. Dismissed: the result is published. Upheld: the panel scores a new revision.',
  schema: z.object({
    appealId: uuid,
    resultId: uuid,
    roundId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    evaluationCode: code,
    attempt: z.int().positive(),
    outcome: z.enum(['upheld', 'dismissed']),
    /** Number of the revision that the panel now scores, when upheld. */
    newRevision: z.int().positive().optional(),
    decidedAt: instant,
  }),
});
export type AppealDecided = DataOf<typeof appealDecided>;
