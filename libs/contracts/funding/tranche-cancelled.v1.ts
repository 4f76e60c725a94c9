import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, rule } from '../vocabulary.js';

/** The contract is over and the tranche was not owed by then: its money is free for other purchases. */
export const trancheCancelled = defineFact({
  type: 'funding.tranche-cancelled.v1',
  classification: 'internal',
  summary: 'A tranche of a contract that is over: nothing of it is owed, and what was committed for it went back to the budget line.',
  schema: z.object({
    trancheId: uuid,
    trancheNo: z.int().positive(),
    /** Counts what was decided about this tranche; a later revision replaces an earlier one. */
    revision: z.int().positive(),
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    /** `contract-ended`: a revised result took the release back when the contract was over already; `result-revised`: it took a supplement back (R123). */
    reason: z.enum(['contract-closed', 'contract-terminated', 'contract-ended', 'result-revised']),
    rules: z.array(rule),
  }),
});
export type TrancheCancelled = DataOf<typeof trancheCancelled>;
