import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { endToEndId, reasonCode } from './shapes.js';

/** An instruction was refused by the treasury, with its reason code. */
export const paymentRejected = defineFact({
  type: 'funding.payment-rejected.v1',
  classification: 'internal',
  summary: 'The treasury refused the instruction; the money is payable again.',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    /** The id under which the treasury knows the instruction; the same on every retry. */
    endToEndId,
    fen,
    /** ISO 20022 status reason. */
    code: reasonCode,
  }),
});
export type PaymentRejected = DataOf<typeof paymentRejected>;
