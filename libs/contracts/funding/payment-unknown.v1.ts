import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { endToEndId } from './shapes.js';

/** The outcome of an instruction is unknown; it is enquired, never sent again under another id. */
export const paymentUnknown = defineFact({
  type: 'funding.payment-unknown.v1',
  classification: 'internal',
  summary: 'The treasury did not answer: it may or may not have paid, and is being asked.',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    /** The id under which the treasury knows the instruction; the same on every retry. */
    endToEndId,
    fen,
    enquireBy: instant,
  }),
});
export type PaymentUnknown = DataOf<typeof paymentUnknown>;
