import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { budgetPart, fen } from '../vocabulary.js';

/** Money that was set aside is available again: the tender was voided, the purchase cancelled, or the contract costs less. */
export const reservationReleased = defineFact({
  type: 'funding.reservation-released.v1',
  classification: 'internal',
  summary: 'Reserved money went back to its budget lines.',
  schema: z.object({
    purchaseId: uuid,
    reservationId: uuid,
    parts: z.array(budgetPart).min(1),
    fen,
    reason: z.enum(['purchase-cancelled', 'tender-voided', 'surplus']),
  }),
});
export type ReservationReleased = DataOf<typeof reservationReleased>;
