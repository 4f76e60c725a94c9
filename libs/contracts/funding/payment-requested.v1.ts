import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';

/** An agency asked for a tranche and handed in its invoice (R118, R119). */
export const paymentRequested = defineFact({
  type: 'funding.payment-requested.v1',
  classification: 'internal',
  summary: 'The agency asks for a tranche with its invoice; the days to pay run (R119).',
  schema: z.object({
    requestId: uuid,
    trancheId: uuid,
    trancheNo: z.int().positive(),
    contractId: uuid,
    agencyOrgId: uuid,
    invoiceRef: z.string().min(1).max(64),
    invoiceDate: localDate,
    /** The tranche's amount. */
    fen,
    /** Last day to pay once the conditions are met (R119, R120). */
    payBy: localDate,
  }),
});
export type PaymentRequested = DataOf<typeof paymentRequested>;
