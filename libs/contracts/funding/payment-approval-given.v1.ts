import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { contentHash } from './shapes.js';

/** A finance approver signed a payment order (R70). */
export const paymentApprovalGiven = defineFact({
  type: 'funding.payment-approval-given.v1',
  classification: 'internal',
  summary: 'One of the approvals of a payment order was given (the approver is the actor).',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    step: z.int().positive(),
    required: z.int().min(2),
    contentHash,
  }),
});
export type PaymentApprovalGiven = DataOf<typeof paymentApprovalGiven>;
