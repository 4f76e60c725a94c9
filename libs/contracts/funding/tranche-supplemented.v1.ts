import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, rule } from '../vocabulary.js';

/** A paid tranche is worth more than was paid: the difference is a tranche of its own, which is released, requested and paid like any other. */
export const trancheSupplemented = defineFact({
  type: 'funding.tranche-supplemented.v1',
  classification: 'internal',
  summary: 'More is owed of a paid tranche: a revised result grants it, and a further tranche carries the difference (R123).',
  schema: z.object({
    /** The new tranche. */
    trancheId: uuid,
    trancheNo: z.int().positive(),
    /** The paid one. */
    supplements: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    rules: z.array(rule),
    evidenceIds: z.array(uuid),
  }),
});
export type TrancheSupplemented = DataOf<typeof trancheSupplemented>;
