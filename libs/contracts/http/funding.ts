import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { localDate, uuid } from '../envelope.js';
import { contentHash } from '../funding/shapes.js';
import { text } from '../vocabulary.js';
import {
  contractMoneyView,
  costLine,
  MONEY_READERS,
  orderStatus,
  payeeAccountView,
  paymentOrderSummary,
  paymentOrderView,
  paymentRequestView,
  reservationView,
  trancheView,
} from './funding-shapes.js';
import { page, pageOf } from './page.js';

/** Routes of funding: tranches and payments. Budget lines and the ledger have files of their own. */

const trancheId = z.object({ trancheId: uuid });
const orderId = z.object({ orderId: uuid });

export const addPayeeAccount = defineRoute({
  id: 'addPayeeAccount',
  method: 'POST',
  path: '/payee-accounts',
  summary: 'The agency registers the account on which it is paid; it is kept encrypted and never shown again',
  allow: ['agency'],
  body: z.strictObject({ accountNumber: z.string().regex(/^[A-Za-z0-9-]{5,34}$/, 'five to 34 letters, digits and hyphens') }),
  response: payeeAccountView,
  status: 201,
});

export const listPayeeAccounts = defineRoute({
  id: 'listPayeeAccounts',
  method: 'GET',
  path: '/payee-accounts',
  summary: 'The agency’s own accounts, masked',
  allow: ['agency'],
  response: z.object({ items: z.array(payeeAccountView) }),
});

export const requestPayment = defineRoute({
  id: 'requestPayment',
  method: 'POST',
  path: '/tranches/:trancheId/payment-request',
  summary: 'The agency asks for a tranche with its invoice',
  allow: ['agency'],
  params: trancheId,
  body: z.strictObject({
    invoiceRef: z.string().trim().min(1).max(64),
    invoiceDate: localDate,
    /** What the tranche is spent on, adding up to it; must be there where the place prescribes shares (R129). */
    costs: z.array(costLine).min(1).max(7).optional(),
  }),
  response: paymentRequestView.extend({ orderId: uuid.optional() }),
  status: 201,
});

export const listPaymentOrders = defineRoute({
  id: 'listPaymentOrders',
  method: 'GET',
  path: '/payment-orders',
  summary: 'Payment orders, the most urgent first; with status=awaiting-approval what waits for the approvers',
  allow: ['finance-officer', 'finance-approver', 'finance-leader', 'auditor', 'agency'],
  query: page.extend({ status: orderStatus.optional() }),
  response: pageOf(paymentOrderSummary),
});

export const getPaymentOrder = defineRoute({
  id: 'getPaymentOrder',
  method: 'GET',
  path: '/payment-orders/:orderId',
  summary: 'A payment order with everything that an approver must see',
  allow: ['finance-officer', 'finance-approver', 'finance-leader', 'auditor'],
  params: orderId,
  response: paymentOrderView,
});

export const approvePayment = defineRoute({
  id: 'approvePayment',
  method: 'POST',
  path: '/payment-orders/:orderId/approvals',
  summary: 'Approves exactly the content that the hash names; the last approval instructs the payment',
  allow: ['finance-approver', 'finance-leader'],
  params: orderId,
  body: z.strictObject({ contentHash }),
  response: z.object({ orderId: uuid, status: orderStatus, approvalsGiven: z.int(), requiredApprovals: z.int(), attemptId: uuid.optional() }),
  status: 201,
});

export const declinePayment = defineRoute({
  id: 'declinePayment',
  method: 'POST',
  path: '/payment-orders/:orderId/decline',
  summary: 'Declines a payment order with the reason; the agency may ask again',
  allow: ['finance-approver', 'finance-leader'],
  params: orderId,
  body: z.strictObject({ reason: text }),
  response: z.object({ orderId: uuid, status: orderStatus }),
});

export const listContractTranches = defineRoute({
  id: 'listContractTranches',
  method: 'GET',
  path: '/contracts/:contractId/tranches',
  summary: 'The tranches of a contract with their conditions, ticked and unticked',
  allow: [...MONEY_READERS, 'agency'],
  params: z.object({ contractId: uuid }),
  response: z.object({ items: z.array(trancheView) }),
});

export const listTranchesWaiting = defineRoute({
  id: 'listTranchesWaiting',
  method: 'GET',
  path: '/tranches/waiting',
  summary: 'Tranches of the agency that are owed and for which it has not asked',
  allow: ['agency'],
  response: z.object({ items: z.array(trancheView) }),
});

export const getPurchaseMoney = defineRoute({
  id: 'getPurchaseMoney',
  method: 'GET',
  path: '/purchases/:purchaseId/money',
  summary: 'Where the money of a purchase stands: reservation, commitments, tranches',
  allow: [...MONEY_READERS, 'agency'],
  params: z.object({ purchaseId: uuid }),
  response: z.object({ purchaseId: uuid, reservation: reservationView.optional(), contracts: z.array(contractMoneyView) }),
});

export const fundingRoutes = [
  addPayeeAccount,
  listPayeeAccounts,
  requestPayment,
  listPaymentOrders,
  getPaymentOrder,
  approvePayment,
  declinePayment,
  listContractTranches,
  listTranchesWaiting,
  getPurchaseMoney,
] as const;
