import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { breakKind, endToEndId, entryRef, reasonCode } from '../funding/shapes.js';
import { fen, sha256, signedFen, text } from '../vocabulary.js';

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

const reconciledDay = z.object({
  account: z.string(),
  statementNo: z.int(),
  day: localDate,
  openingFen: signedFen,
  /** How many entries the day has, and what of them moved the ledger or waits in suspense: in less out. */
  entries: z.int(),
  matchedFen: signedFen,
  suspendedFen: signedFen,
  closingByBankFen: signedFen,
  closingByLedgerFen: signedFen,
  /** Bank less ledger, and what of it no suspended entry explains: must be zero. */
  differenceFen: signedFen,
  unexplainedFen: signedFen,
});

export const listReconciledDays = defineRoute({
  id: 'listReconciledDays',
  method: 'GET',
  path: '/reconciliation',
  summary: 'Closed days of the treasury’s accounts, by its books and by the ledger, the latest first',
  allow: READERS,
  query: z.object({ account: z.string().max(64).optional() }),
  response: z.object({ items: z.array(reconciledDay) }),
});

export const getReconciledDay = defineRoute({
  id: 'getReconciledDay',
  method: 'GET',
  path: '/reconciliation/:account/:day',
  summary: 'One closed day of an account with every entry, what became of it, and what does not agree',
  allow: READERS,
  params: z.object({ account: z.string().max(64), day: localDate }),
  response: reconciledDay.extend({
    items: z.array(
      z.object({
        entryRef,
        endToEndId: z.string(),
        direction: z.enum(['debit', 'credit']),
        amountFen: fen,
        bookedOn: localDate,
        outcome: z.string(),
        suspenseId: uuid.optional(),
      }),
    ),
    breaks: z.array(breakView),
  }),
});

/** What the entries mean for the payment: it is settled, it has failed, its money came back, all or a part, or its end stays what it was. */
const meaning = z.enum(['settles', 'fails', 'returns', 'returns-part', 'changes-nothing']);
const assignmentState = z.enum(['proposed', 'confirmed', 'declined']);

export const proposeSuspenseAssignment = defineRoute({
  id: 'proposeSuspenseAssignment',
  method: 'POST',
  path: '/suspense-assignments',
  summary: 'Proposes to which payment suspended entries belong; nothing moves before somebody else has confirmed it',
  allow: ['finance-officer'],
  body: z.strictObject({ suspenseIds: z.array(uuid).min(1).max(20), attemptId: uuid, explanation: text }),
  response: z.object({ assignmentId: uuid, attemptId: uuid, meaning, state: assignmentState }),
  status: 201,
});

export const decideSuspenseAssignment = defineRoute({
  id: 'decideSuspenseAssignment',
  method: 'POST',
  path: '/suspense-assignments/:assignmentId/decision',
  summary: 'A second person confirms an assignment, which settles or ends the payment, or declines it',
  allow: ['finance-approver'],
  params: z.object({ assignmentId: uuid }),
  body: z.strictObject({ verdict: z.enum(['confirm', 'decline']) }),
  response: z.object({ assignmentId: uuid, attemptId: uuid, meaning: meaning.optional(), state: assignmentState }),
});

export const listSuspenseAssignments = defineRoute({
  id: 'listSuspenseAssignments',
  method: 'GET',
  path: '/suspense-assignments',
  summary: 'Proposed and decided assignments of suspended entries, the undecided ones first',
  allow: READERS,
  response: z.object({
    items: z.array(
      z.object({ assignmentId: uuid, attemptId: uuid, suspenseIds: z.array(uuid), explanation: z.string(), proposedBy: z.string(), proposedAt: instant, state: assignmentState }),
    ),
  }),
});

/**
 * Over the HTTP rails. `signature` is an HMAC-SHA256, in hex, of end-to-end id, status and reason code (empty without one), each behind
 * the other with a line feed between them, under the key that treasury and funding share.
 */
export const tellPaymentStatus = defineRoute({
  id: 'tellPaymentStatus',
  method: 'POST',
  path: '/treasury/payment-status',
  summary: 'The treasury tells, signed, what became of an instruction: in any order, as often as it likes; only its books settle (R116)',
  allow: 'anyone',
  body: z.strictObject({
    endToEndId,
    status: z.enum(['accepted', 'booked', 'rejected', 'returned']),
    reason: z.strictObject({ code: reasonCode }).optional(),
    signature: sha256,
  }),
  response: z.object({ endToEndId }),
  status: 202,
});

export const fundingReconciliationRoutes = [
  tellPaymentStatus,
  listTreasuryFiles,
  listReconciliationBreaks,
  clearReconciliationBreak,
  listReconciledDays,
  getReconciledDay,
  proposeSuspenseAssignment,
  decideSuspenseAssignment,
  listSuspenseAssignments,
] as const;
