import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { endToEndId } from './shapes.js';

/** Payable money is in transit; accepted is not yet settled. */
export const paymentInstructed = defineFact({
  type: 'funding.payment-instructed.v1',
  classification: 'internal',
  summary: 'The last approval was given: the instruction goes to the treasury (R116).',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    /** The id under which the treasury knows the instruction; the same on every retry. */
    endToEndId,
    fen,
    attemptNo: z.int().positive(),
    /** When the treasury is asked, should it not answer. */
    enquireBy: instant,
  }),
});
export type PaymentInstructed = DataOf<typeof paymentInstructed>;
