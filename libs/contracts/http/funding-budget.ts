import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { fen, text } from '../vocabulary.js';
import { budgetLineInput, budgetLineView, lineTransferInput, lineTransferView, surplusRule, yearClosingInput, yearEndLine } from './funding-budget-shapes.js';
import { MONEY_READERS } from './funding-shapes.js';

/** Routes of funding's budget: lines and what is done with them through the year. */

const lineId = z.object({ lineId: uuid });
const revision = z.int().positive();

export const openBudgetLine = defineRoute({
  id: 'openBudgetLine',
  method: 'POST',
  path: '/budget-lines',
  summary: 'Opens a budget line with its appropriation',
  allow: ['finance-officer'],
  body: budgetLineInput,
  response: budgetLineView,
  status: 201,
});

export const changeBudgetLine = defineRoute({
  id: 'changeBudgetLine',
  method: 'PUT',
  path: '/budget-lines/:lineId/appropriation',
  summary: 'Changes the appropriation of a line; never below what is bound',
  allow: ['finance-officer'],
  params: lineId,
  body: z.strictObject({ amountFen: fen, revision, reason: text }),
  response: budgetLineView,
});

export const allotBudgetLine = defineRoute({
  id: 'allotBudgetLine',
  method: 'POST',
  path: '/budget-lines/:lineId/allotments',
  summary: 'Allots a part of an appropriation, a quarter for example: it may be spent from now on; never more than was appropriated',
  allow: ['finance-officer'],
  params: lineId,
  body: z.strictObject({ amountFen: fen, revision, reason: text }),
  response: budgetLineView,
  status: 201,
});

export const listBudgetLines = defineRoute({
  id: 'listBudgetLines',
  method: 'GET',
  path: '/budget-lines',
  summary: 'Budget lines of the caller’s region with what stands at each stage',
  allow: MONEY_READERS,
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  response: z.object({ thisYear: z.int(), items: z.array(budgetLineView) }),
});

const transferId = z.object({ transferId: uuid });

export const requestLineTransfer = defineRoute({
  id: 'requestLineTransfer',
  method: 'POST',
  path: '/line-transfers',
  summary: 'Asks to move appropriation to another line of the same year, source and use (R115, R124)',
  allow: ['finance-officer'],
  body: lineTransferInput,
  response: lineTransferView,
  status: 201,
});

export const listLineTransfers = defineRoute({
  id: 'listLineTransfers',
  method: 'GET',
  path: '/line-transfers',
  summary: 'Transfers between lines, those that wait for approval first',
  allow: ['finance-officer', 'finance-approver', 'auditor'],
  response: z.object({ items: z.array(lineTransferView) }),
});

export const approveLineTransfer = defineRoute({
  id: 'approveLineTransfer',
  method: 'POST',
  path: '/line-transfers/:transferId/approvals',
  summary: 'Approves a transfer between lines, never one’s own; the last approval moves the money',
  allow: ['finance-approver'],
  params: transferId,
  response: lineTransferView,
  status: 201,
});

export const declineLineTransfer = defineRoute({
  id: 'declineLineTransfer',
  method: 'POST',
  path: '/line-transfers/:transferId/decline',
  summary: 'Declines a transfer between lines with the reason',
  allow: ['finance-approver'],
  params: transferId,
  body: z.strictObject({ reason: text }),
  response: lineTransferView,
});

const fiscalYear = z.object({ year: z.coerce.number().int().min(2000).max(2100) });

export const previewYearClosing = defineRoute({
  id: 'previewYearClosing',
  method: 'GET',
  path: '/budget-years/:year/closing',
  summary: 'What closing a year would do with each line: what is unspent, and whether it may be carried over (R125)',
  allow: ['finance-officer', 'finance-approver', 'auditor'],
  params: fiscalYear,
  response: z.object({ year: z.int(), thisYear: z.int(), surplus: surplusRule, items: z.array(yearEndLine) }),
});

export const closeBudgetYear = defineRoute({
  id: 'closeBudgetYear',
  method: 'POST',
  path: '/budget-years/:year/closing',
  summary: 'Closes lines of a year that has ended: what is needed is carried over for the same use, the rest lapses (R125)',
  allow: ['finance-officer'],
  params: fiscalYear,
  body: yearClosingInput,
  response: z.object({ year: z.int(), items: z.array(yearEndLine) }),
});

export const fundingBudgetRoutes = [
  openBudgetLine,
  changeBudgetLine,
  allotBudgetLine,
  listBudgetLines,
  requestLineTransfer,
  listLineTransfers,
  approveLineTransfer,
  declineLineTransfer,
  previewYearClosing,
  closeBudgetYear,
] as const;
