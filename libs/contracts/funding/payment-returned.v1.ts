import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { endToEndId, entryRef, reasonCode } from './shapes.js';

/** The receiving bank sent a settled payment back. */
export const paymentReturned = defineFact({
  type: 'funding.payment-returned.v1',
  classification: 'internal',
  summary: 'Paid money came back; it is payable again.',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    /** The id under which the treasury knows the instruction; the same on every retry. */
    endToEndId,
    fen,
    code: reasonCode,
    entryRef,
  }),
});
export type PaymentReturned = DataOf<typeof paymentReturned>;
