import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, code, fen, fundUse, org, profileVersion, title } from '../vocabulary.js';

export const purchasePlanned = defineFact({
  type: 'procurement.purchase-planned.v1',
  classification: 'internal',
  summary: 'A purchaser plans a purchase and asks for its money; nothing is tendered before funding reserved it (R10).',
  schema: z.object({
    purchaser: org,
    title,
    /** Entry of the government-purchase directory of services. */
    directoryItem: z.object({ code: z.string().min(1).max(32), nameZh: title }),
    /** What the money is spent on; left out: social-work services (R127). */
    use: fundUse.optional(),
    /** Service field, by which agencies are ranked. */
    category: code,
    totalFen: fen,
    /** What is asked of each budget line and fiscal year; adds up to `totalFen`. */
    asks: z.array(budgetPart).min(1),
    profileVersion,
  }),
});
export type PurchasePlanned = DataOf<typeof purchasePlanned>;
