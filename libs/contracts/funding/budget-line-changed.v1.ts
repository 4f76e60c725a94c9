import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen, signedFen, text } from '../vocabulary.js';

/** The appropriation of a line was changed; never below what is already bound. */
export const budgetLineChanged = defineFact({
  type: 'funding.budget-line-changed.v1',
  classification: 'internal',
  summary: 'The appropriation of a budget line grew or shrank.',
  schema: z.object({
    lineId: uuid,
    year: budgetPart.shape.year,
    /** The appropriation from now on, and by how much it changed. */
    fen,
    deltaFen: signedFen,
    reason: text,
  }),
});
export type BudgetLineChanged = DataOf<typeof budgetLineChanged>;
