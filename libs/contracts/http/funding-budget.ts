import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { fen, text } from '../vocabulary.js';
import { budgetLineInput, budgetLineView } from './funding-budget-shapes.js';
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
  response: z.object({ items: z.array(budgetLineView) }),
});

export const fundingBudgetRoutes = [openBudgetLine, changeBudgetLine, allotBudgetLine, listBudgetLines] as const;
