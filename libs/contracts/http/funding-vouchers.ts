import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { localDate, uuid } from '../envelope.js';
import { fen, sha256 } from '../vocabulary.js';
import { MONEY_READERS, paymentOrderView, voucherLine } from './funding-shapes.js';

/** Routes of what proves a payment (R118) and of what was paid late (R119, R120). */

export const getVoucherPack = defineRoute({
  id: 'getVoucherPack',
  method: 'GET',
  path: '/payment-orders/:orderId/voucher-pack',
  summary: 'The voucher pack of a payment order as one document: items with their proofs and hashes, and what is missing',
  allow: ['finance-officer', 'finance-approver', 'finance-leader', 'auditor'],
  params: z.object({ orderId: uuid }),
  response: paymentOrderView
    .pick({
      orderId: true,
      contractNo: true,
      titleZh: true,
      agency: true,
      trancheNo: true,
      amountFen: true,
      amountCapitals: true,
      payBy: true,
      status: true,
      contentHash: true,
      payee: true,
      parts: true,
      requestedBy: true,
      approvals: true,
      attempts: true,
    })
    .extend({ items: z.array(voucherLine.extend({ sha256 })), missing: paymentOrderView.shape.missingVouchers, packHash: sha256 }),
});

export const addCostList = defineRoute({
  id: 'addCostList',
  method: 'POST',
  path: '/tranches/:trancheId/cost-lists',
  summary: 'The agency hands in the cost list of a month, by the hash of its file; for contracts that are settled monthly',
  allow: ['agency'],
  params: z.object({ trancheId: uuid }),
  body: z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month'), sha256 }),
  response: z.object({ costListId: uuid, trancheId: uuid, month: z.string(), sha256 }),
  status: 201,
});

export const listArrears = defineRoute({
  id: 'listArrears',
  method: 'GET',
  path: '/arrears',
  summary: 'What was paid late or not at all in a year (this one unless told), with interest: the data of the yearly publication of arrears to small enterprises',
  allow: [...MONEY_READERS, 'agency'],
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  response: z.object({
    year: z.int(),
    thisYear: z.int(),
    asOf: localDate,
    publishBy: localDate,
    /** Of protected contracts that are unpaid. */
    contracts: z.int(),
    unpaidFen: fen,
    interestFen: fen,
    items: z.array(
      paymentOrderView
        .pick({ orderId: true, purchaseId: true, contractId: true, contractNo: true, titleZh: true, trancheNo: true, agency: true, amountFen: true, payBy: true })
        .extend({ small: z.boolean(), lateDays: z.int(), interestFen: fen, settledOn: localDate.optional() }),
    ),
  }),
});

export const fundingVoucherRoutes = [getVoucherPack, addCostList, listArrears] as const;
