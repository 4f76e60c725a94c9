import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';
import { endToEndId, entryRef } from './shapes.js';

/** A statement entry matched the instruction to the fen. */
export const paymentSettled = defineFact({
  type: 'funding.payment-settled.v1',
  classification: 'internal',
  summary: 'The statement proves the payment: the money has left the treasury (R116).',
  schema: z.object({
    orderId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    attemptId: uuid,
    /** The id under which the treasury knows the instruction; the same on every retry. */
    endToEndId,
    fen,
    bookedOn: localDate,
    entryRef,
    parts: z.array(budgetPart.extend({ commitmentId: uuid })),
  }),
});
export type PaymentSettled = DataOf<typeof paymentSettled>;
