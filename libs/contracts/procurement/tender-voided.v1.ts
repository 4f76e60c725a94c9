import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { rule, text } from '../vocabulary.js';

export const tenderVoided = defineFact({
  type: 'procurement.tender-voided.v1',
  classification: 'public',
  summary: 'A tender ends without an award; its money is released, unless the purchaser tenders again (R43, R44).',
  schema: z.object({
    tenderId: uuid,
    reason: text,
    rule,
    /** Whether the purchaser tenders again with the money still reserved. */
    retender: z.boolean(),
    voidedAt: instant,
  }),
});
export type TenderVoided = DataOf<typeof tenderVoided>;
