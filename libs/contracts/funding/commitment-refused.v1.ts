import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** A contract asks for money that was not reserved for it (R115). */
export const commitmentRefused = defineFact({
  type: 'funding.commitment-refused.v1',
  classification: 'internal',
  summary: 'A signed contract could not be bound to its budget; nothing will be paid from it until this is mended.',
  schema: z.object({
    contractId: uuid,
    purchaseId: uuid,
    revision: z.int().positive(),
    reason: z.enum(['not-reserved', 'short', 'split-differs', 'above-cap']),
    shortFen: fen,
    /** The later year whose budget is short; the years before it stay committed (R126). */
    year: budgetPart.shape.year.optional(),
  }),
});
export type CommitmentRefused = DataOf<typeof commitmentRefused>;
