import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen, rule } from '../vocabulary.js';

/** A planned purchase asks for more than is available, for a line that is not there (R10), or for one that does not pay for such a thing (R127, R128). */
export const budgetRefused = defineFact({
  type: 'funding.budget-refused.v1',
  classification: 'internal',
  summary: 'The budget of a purchase could not be reserved; nothing was set aside (R10).',
  schema: z.object({
    purchaseId: uuid,
    reason: z.enum(['short', 'unknown-line', 'use-not-allowed']),
    /** How much is missing over all lines that are short. */
    shortFen: fen,
    /** The lines that are short, each with what it lacks. */
    short: z.array(budgetPart).min(1),
    /** By which rule. */
    rule: rule.optional(),
  }),
});
export type BudgetRefused = DataOf<typeof budgetRefused>;
