import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen, fundUse, text } from '../vocabulary.js';
import { fundSource } from './shapes.js';

/** Money for one purpose and one fiscal year was appropriated (R10, R127). */
export const budgetLineOpened = defineFact({
  type: 'funding.budget-line-opened.v1',
  classification: 'internal',
  summary: 'A budget line has its appropriation: purchases may be planned on it (R10).',
  schema: z.object({
    lineId: uuid,
    year: budgetPart.shape.year,
    titleZh: z.string().min(1).max(200),
    source: fundSource,
    /** What the money may be spent on (R127). */
    allowedUse: text,
    /** What of its source's uses it is for; left out: all of them. */
    uses: z.array(fundUse).optional(),
    fen,
    /** The line of an earlier year that it goes on with: with money carried over, or with the budget of a later year (R125, R126). */
    continues: uuid.optional(),
    /** The year in which its money was first appropriated; left out: its own. */
    originYear: budgetPart.shape.year.optional(),
  }),
});
export type BudgetLineOpened = DataOf<typeof budgetLineOpened>;
