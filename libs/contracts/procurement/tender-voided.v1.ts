import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { rule, text } from '../vocabulary.js';

/** Fewer bids than the method needs, or another ground of R45. */
export const tenderVoided = defineFact({
  type: 'procurement.tender-voided.v1',
  classification: 'public',
  summary: 'A tender is void.',
  schema: z.object({
    tenderId: uuid,
    reason: text,
    rule: rule,
    /** Whether the purchaser tenders again with the money still reserved. */
    retender: z.boolean(),
    voidedAt: instant,
  }),
});
export type TenderVoided = DataOf<typeof tenderVoided>;
