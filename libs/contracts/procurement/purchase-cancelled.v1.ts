import { z } from 'zod';
import { instant } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { rule, text } from '../vocabulary.js';

export const purchaseCancelled = defineFact({
  type: 'procurement.purchase-cancelled.v1',
  classification: 'internal',
  summary: 'A purchase is given up; what was reserved for it goes back (R38).',
  schema: z.object({
    reason: text,
    rule: rule.optional(),
    cancelledAt: instant,
  }),
});
export type PurchaseCancelled = DataOf<typeof purchaseCancelled>;
