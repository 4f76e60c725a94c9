import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { contentHash } from './shapes.js';

/** A released and requested tranche has its payment order; two or more others must approve exactly this content. */
export const paymentOrdered = defineFact({
  type: 'funding.payment-ordered.v1',
  classification: 'internal',
  summary: 'A payment order waits for its approvals (R118).',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    /** SHA-256 over payee, amount, allocations and evidence; approvals bind to it. */
    contentHash,
    requiredApprovals: z.int().min(2),
    payBy: localDate,
  }),
});
export type PaymentOrdered = DataOf<typeof paymentOrdered>;
