import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** What nothing was bound to at the end of a year was carried over or lapsed (R125). */
export const budgetYearClosed = defineFact({
  type: 'funding.budget-year-closed.v1',
  classification: 'internal',
  summary: 'A budget line was closed for a year: what is needed was carried over for the same use, the rest lapsed (R125).',
  schema: z.object({
    lineId: uuid,
    /** The year of the line, and the year that was closed: later when money came back to a closed line. */
    year: budgetPart.shape.year,
    closedYear: budgetPart.shape.year,
    carriedFen: fen,
    /** The line of the next year that goes on with it. */
    carriedTo: uuid.optional(),
    lapsedFen: fen,
    ground: z.enum(['not-needed', 'unspent-for-years']),
  }),
});
export type BudgetYearClosed = DataOf<typeof budgetYearClosed>;
