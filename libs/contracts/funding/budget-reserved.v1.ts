import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** Available money was set aside for a planned purchase (R10). */
export const budgetReserved = defineFact({
  type: 'funding.budget-reserved.v1',
  classification: 'internal',
  summary: 'The budget of a purchase is reserved; a tender may be published (R10).',
  schema: z.object({
    purchaseId: uuid,
    reservationId: uuid,
    parts: z.array(budgetPart).min(1),
    fen,
    /** What later years of the same lines are to pay; nothing is set aside for it before they have a budget (R126). */
    later: z.array(budgetPart).optional(),
  }),
});
export type BudgetReserved = DataOf<typeof budgetReserved>;
