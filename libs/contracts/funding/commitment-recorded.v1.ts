import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** A signed contract is bound to the budget that pays for it (R115, R126). */
export const commitmentRecorded = defineFact({
  type: 'funding.commitment-recorded.v1',
  classification: 'internal',
  summary: 'What a contract takes of this year, a later year or an addition is committed, by budget line and fiscal year (R67, R126).',
  schema: z.object({
    contractId: uuid,
    purchaseId: uuid,
    revision: z.int().positive(),
    parts: z.array(budgetPart.extend({ commitmentId: uuid })).min(1),
    fen,
    /** What later years are to pay, once they have a budget (R126). */
    later: z.array(budgetPart).optional(),
    /** What of the reservation the contract does not need. */
    returnedFen: fen,
  }),
});
export type CommitmentRecorded = DataOf<typeof commitmentRecorded>;
