import { z } from 'zod';
import { uuid } from '../envelope.js';
import { fen } from '../vocabulary.js';

/** What every fact about a payment order says. */
export const orderRef = z.object({ orderId: uuid, trancheId: uuid, contractId: uuid, agencyOrgId: uuid, fen });

/** One instruction to the treasury under an order; a second one never has the `endToEndId` of the first. */
export const attemptRef = z.object({
  ...orderRef.shape,
  attemptId: uuid,
  /** ISO 20022 EndToEndIdentification, at most 35 characters. */
  endToEndId: z.string().regex(/^[0-9a-f]{32}\d{2,3}$/),
});
