import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { breakKind } from '../funding/shapes.js';
import { sha256, text } from '../vocabulary.js';

/** Routes of funding's reconciliation: what the treasury sent, and where its books and ours do not agree. */

const READERS = ['finance-officer', 'finance-approver', 'auditor', 'operator'] as const;

export const listTreasuryFiles = defineRoute({
  id: 'listTreasuryFiles',
  method: 'GET',
  path: '/treasury-files',
  summary: 'Files that the treasury sent, the latest first; a refused one with the field and the line at fault',
  allow: READERS,
  query: z.object({ state: z.enum(['processed', 'refused']).optional() }),
  response: z.object({
    items: z.array(
      z.object({
        sha256,
        fileName: z.string(),
        state: z.enum(['processed', 'refused']),
        receivedAt: instant,
        refusal: z.object({ field: z.string(), line: z.int(), reason: z.string() }).optional(),
      }),
    ),
  }),
});

const breakView = z.object({
  breakId: uuid,
  account: z.string(),
  kind: breakKind,
  /** Number of the statement, reference of the entry, or hash of the file. */
  about: z.string(),
  jurisdiction: z.string(),
  expected: z.string(),
  found: z.string(),
  owner: z.literal('finance-officer'),
  openedAt: instant,
  clearedAt: instant.optional(),
  explanation: z.string().optional(),
});

export const listReconciliationBreaks = defineRoute({
  id: 'listReconciliationBreaks',
  method: 'GET',
  path: '/reconciliation-breaks',
  summary: 'Where the books of the treasury and the ledger do not agree, the open ones first',
  allow: READERS,
  response: z.object({ items: z.array(breakView) }),
});

export const clearReconciliationBreak = defineRoute({
  id: 'clearReconciliationBreak',
  method: 'POST',
  path: '/reconciliation-breaks/:breakId/clearance',
  summary: 'Records what a difference was found to be; moves no money',
  allow: ['finance-officer'],
  params: z.object({ breakId: uuid }),
  body: z.strictObject({ explanation: text }),
  response: breakView,
});

export const fundingReconciliationRoutes = [listTreasuryFiles, listReconciliationBreaks, clearReconciliationBreak] as const;
