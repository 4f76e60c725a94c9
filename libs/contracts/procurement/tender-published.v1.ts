import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { basisPoints, code, fen, openEnum, org, profileVersion, title } from '../vocabulary.js';

export const tenderPublished = defineFact({
  type: 'procurement.tender-published.v1',
  classification: 'public',
  summary: 'A tender is open for sealed bids; budget, criteria and deadlines are fixed (R10, R33, R53).',
  schema: z.object({
    tenderId: uuid,
    tenderNo: z.string().min(1).max(64),
    purchaser: org,
    title,
    category: code,
    method: openEnum('open-tender', 'invited-tender', 'competitive-consultation', 'competitive-negotiation', 'single-source'),
    budgetFen: fen,
    priceWeightBp: basisPoints,
    /** Everything that is scored besides the price; weights and `priceWeightBp` add up to 10000. */
    criteria: z.array(
      z.object({ code, nameZh: title, weightBp: basisPoints, scoring: openEnum('objective', 'subjective') }),
    ),
    deadlines: z.object({ clarificationsUntil: instant.optional(), bidsUntil: instant }),
    profileVersion,
  }),
});
export type TenderPublished = DataOf<typeof tenderPublished>;
