import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** A signed contract is bound to the budget that pays for it (R115, R126). */
export const commitmentRecorded = defineFact({
  type: 'funding.commitment-recorded.v1',
  classification: 'internal',
  summary: 'The price of a signed contract is committed, by budget line and fiscal year (R126).',
  schema: z.object({
    contractId: uuid,
    purchaseId: uuid,
    revision: z.int().positive(),
    parts: z.array(budgetPart.extend({ commitmentId: uuid })).min(1),
    fen,
    /** What of the reservation the contract does not need. */
    returnedFen: fen,
  }),
});
export type CommitmentRecorded = DataOf<typeof commitmentRecorded>;
