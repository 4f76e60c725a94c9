import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen, text } from '../vocabulary.js';

/** A part of an appropriation may be spent from now on (R115). */
export const budgetLineAllotted = defineFact({
  type: 'funding.budget-line-allotted.v1',
  classification: 'internal',
  summary: 'A part of the appropriation of a budget line was allotted and is available (R115).',
  schema: z.object({
    lineId: uuid,
    year: budgetPart.shape.year,
    fen,
    /** What is still to be allotted. */
    unallottedFen: fen,
    reason: text,
  }),
});
export type BudgetLineAllotted = DataOf<typeof budgetLineAllotted>;
