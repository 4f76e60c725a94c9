import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { basisPoints, budgetPart, fen, rule } from '../vocabulary.js';
import { waiting } from './shapes.js';

/** Committed money became payable. Whichever fact completed the conditions caused it. */
export const trancheReleased = defineFact({
  type: 'funding.tranche-released.v1',
  classification: 'internal',
  summary: 'A tranche is owed to the agency: all its conditions are met (R121, R122).',
  schema: z.object({
    trancheId: uuid,
    trancheNo: z.int().positive(),
    /** Counts what was decided about this tranche; a later revision replaces an earlier one. */
    revision: z.int().positive(),
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    /** What the pay factor of the grade leaves out (R109). */
    deductedFen: fen,
    factorBp: basisPoints,
    /** The commitments that pay, by budget line and fiscal year. */
    parts: z.array(budgetPart.extend({ commitmentId: uuid })),
    rules: z.array(rule),
    /** The facts that met the conditions: the voucher pack (R118). */
    evidenceIds: z.array(uuid),
    waitingFor: z.array(waiting).length(0),
  }),
});
export type TrancheReleased = DataOf<typeof trancheReleased>;
