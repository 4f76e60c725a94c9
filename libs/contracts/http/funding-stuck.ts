import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { endToEndId } from '../funding/shapes.js';
import { text } from '../vocabulary.js';
import { MONEY_READERS, orderStatus, stuckMoneyView } from './funding-shapes.js';

/** Routes of funding's stuck money: what waits, and the steps that are safe whatever became of a payment. */

const orderId = z.object({ orderId: uuid });
const attempt = z.object({ orderId: uuid, attemptId: uuid, endToEndId, status: orderStatus });

export const listStuckMoney = defineRoute({
  id: 'listStuckMoney',
  method: 'GET',
  path: '/stuck-money',
  summary: 'Every amount that waits: where, since when, on whom, and the safe next step',
  allow: [...MONEY_READERS, 'agency', 'operator'],
  response: z.object({ items: z.array(stuckMoneyView) }),
});

export const assignStuckMoney = defineRoute({
  id: 'assignStuckMoney',
  method: 'POST',
  path: '/stuck-money/:subjectId/assignment',
  summary: 'The caller takes a waiting amount in hand, and says what is being done; the latest assignment counts',
  allow: ['finance-officer', 'finance-approver', 'purchaser', 'operator'],
  params: z.object({ subjectId: uuid }),
  body: z.strictObject({ note: text }),
  response: stuckMoneyView,
});

export const enquirePayment = defineRoute({
  id: 'enquirePayment',
  method: 'POST',
  path: '/payment-orders/:orderId/enquiry',
  summary: 'Asks the treasury at once what became of the instruction; asking changes nothing there',
  allow: ['finance-officer', 'operator'],
  params: orderId,
  response: attempt,
  status: 202,
});

export const resendPayment = defineRoute({
  id: 'resendPayment',
  method: 'POST',
  path: '/payment-orders/:orderId/resend',
  summary: 'Asks the treasury, and sends the instruction again under the same id if it certainly never arrived',
  allow: ['finance-officer'],
  params: orderId,
  response: attempt,
  status: 202,
});

export const cancelPayment = defineRoute({
  id: 'cancelPayment',
  method: 'POST',
  path: '/payment-orders/:orderId/cancellation',
  summary: 'Calls an approved payment off before it is sent; the money is owed as before, and the agency asks again',
  allow: ['finance-officer'],
  params: orderId,
  body: z.strictObject({ reason: text }),
  response: attempt,
});

export const fundingStuckRoutes = [listStuckMoney, assignStuckMoney, enquirePayment, resendPayment, cancelPayment] as const;
