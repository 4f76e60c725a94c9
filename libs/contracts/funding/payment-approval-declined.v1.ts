import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { text } from '../vocabulary.js';
import { contentHash } from './shapes.js';

/** A finance approver declined a payment order. */
export const paymentApprovalDeclined = defineFact({
  type: 'funding.payment-approval-declined.v1',
  classification: 'internal',
  summary: 'A payment order was declined, with the reason; nothing was paid.',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    contentHash,
    reason: text,
  }),
});
export type PaymentApprovalDeclined = DataOf<typeof paymentApprovalDeclined>;
