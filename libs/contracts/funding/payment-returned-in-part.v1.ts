import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';
import { endToEndId, entryRef } from './shapes.js';

/** A bank sent back less than was paid; what is missing stays paid, and what came back is owed again in a supplement. */
export const paymentReturnedInPart = defineFact({
  type: 'funding.payment-returned-in-part.v1',
  classification: 'internal',
  summary: 'A part of paid money came back; it is payable again.',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    endToEndId,
    entryRef,
    /** What came back. */
    fen,
    /** What of the payment has not come back. */
    keptFen: fen,
    parts: z.array(budgetPart.extend({ commitmentId: uuid })),
  }),
});
export type PaymentReturnedInPart = DataOf<typeof paymentReturnedInPart>;
