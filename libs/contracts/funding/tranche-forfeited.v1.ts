import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, rule } from '../vocabulary.js';

/** The last allowed evaluation failed; the money stays with the budget (R109). */
export const trancheForfeited = defineFact({
  type: 'funding.tranche-forfeited.v1',
  classification: 'public',
  summary: 'The agency has lost a tranche: it failed the evaluation and the re-evaluation (R109).',
  schema: z.object({
    trancheId: uuid,
    trancheNo: z.int().positive(),
    /** Counts what was decided about this tranche; a later revision replaces an earlier one. */
    revision: z.int().positive(),
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    rules: z.array(rule),
    evidenceIds: z.array(uuid),
  }),
});
export type TrancheForfeited = DataOf<typeof trancheForfeited>;
