import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { text } from '../vocabulary.js';
import { suspenseView, transferView, trialBalanceView } from './funding-shapes.js';
import { page, pageOf } from './page.js';

/** Routes of funding's books: the ledger, its proof, and statement entries in suspense. */

export const getTrialBalance = defineRoute({
  id: 'getTrialBalance',
  method: 'GET',
  path: '/ledger/trial-balance',
  summary: 'The sums of both books by stage; each book adds up to zero',
  allow: ['finance-officer', 'finance-approver', 'auditor'],
  response: trialBalanceView,
});

export const listLedgerTransfers = defineRoute({
  id: 'listLedgerTransfers',
  method: 'GET',
  path: '/ledger/transfers',
  summary: 'The transfers of a purchase in the order in which they were posted',
  allow: ['finance-officer', 'finance-approver', 'auditor'],
  query: z.object({ purchaseId: uuid }),
  response: z.object({ items: z.array(transferView) }),
});

export const verifyLedger = defineRoute({
  id: 'verifyLedger',
  method: 'GET',
  path: '/ledger/verification',
  summary: 'Plays every transfer again and names what does not agree with the balances',
  allow: ['auditor', 'operator'],
  response: z.object({
    transfers: z.int(),
    accounts: z.int(),
    discrepancies: z.array(z.object({ accountId: uuid, kind: z.string(), expected: z.string(), found: z.string() })),
  }),
});

export const listSuspenseEntries = defineRoute({
  id: 'listSuspenseEntries',
  method: 'GET',
  path: '/suspense-entries',
  summary: 'Statement entries that match no instruction and wait for a person: the open ones first, the oldest before the others',
  allow: ['finance-officer', 'finance-approver', 'auditor'],
  query: page.extend({ state: z.enum(['open', 'cleared']).optional() }),
  response: pageOf(suspenseView),
});

export const clearSuspenseEntry = defineRoute({
  id: 'clearSuspenseEntry',
  method: 'POST',
  path: '/suspense-entries/:suspenseId/clearance',
  summary: 'Records what a suspended entry was found to be; moves no money',
  allow: ['finance-officer'],
  params: z.object({ suspenseId: uuid }),
  body: z.strictObject({ explanation: text }),
  response: suspenseView,
});

export const fundingLedgerRoutes = [getTrialBalance, listLedgerTransfers, verifyLedger, listSuspenseEntries, clearSuspenseEntry] as const;
