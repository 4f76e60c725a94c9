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
  }),
});
export type BudgetReserved = DataOf<typeof budgetReserved>;
