import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { entryRef } from '../funding/shapes.js';
import { fen, text } from '../vocabulary.js';
import { approverRole, MONEY_READERS } from './funding-shapes.js';

/** Routes of paid money that is asked back (R123). */

const ground = z.enum(['failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination']);
const verdict = z.enum(['approve', 'reduce', 'waive']);
const caseId = z.object({ caseId: uuid });

const proposal = z.object({
  proposalId: uuid,
  verdict,
  /** What the agency is to refund. */
  dueFen: fen,
  reason: z.string(),
  state: z.enum(['proposed', 'approved', 'declined', 'withdrawn']),
  proposedBy: z.string(),
  proposedAt: instant,
  /** One of each, by different people. */
  requiredRoles: z.array(approverRole),
  approvals: z.array(z.object({ by: z.string(), role: approverRole, at: instant })),
  mayDecide: z.boolean(),
});

/** A case with everything that its parties must see. */
const clawbackView = z.object({
  caseId: uuid,
  purchaseId: uuid,
  contractId: uuid,
  contractNo: z.string(),
  titleZh: z.string(),
  trancheId: uuid,
  trancheNo: z.int(),
  agency: z.object({ orgId: uuid, nameZh: z.string() }),
  ground,
  /** What is held against the agency; the text of the notice. */
  statement: z.string(),
  evidenceIds: z.array(uuid),
  claimedFen: fen,
  dueFen: fen,
  refundedFen: fen,
  status: z.enum(['awaiting-reply', 'awaiting-decision', 'awaiting-refund', 'settled', 'waived']),
  raisedBy: z.string(),
  raisedAt: instant,
  replyUntil: localDate,
  reply: z.object({ text: z.string(), at: instant }).optional(),
  decision: z.object({ verdict, reason: z.string(), by: z.string(), at: instant }).optional(),
  /** How the case was proposed to end, the latest last; with the approvals given. */
  proposals: z.array(proposal),
  refundUntil: localDate.optional(),
  /** What the agency writes on its refund, and where it goes. */
  paymentReference: z.string(),
  refundAccount: z.string(),
  /** What is to be taken, or was, from money that the agency is owed. */
  offsets: z.array(z.object({ offsetId: uuid, trancheId: uuid, trancheNo: z.int(), amountFen: fen, reason: z.string(), state: z.enum(['proposed', 'approved', 'declined']), proposedBy: z.string(), mayDecide: z.boolean() })),
  refunds: z.array(z.object({ entryRef, amountFen: fen, bookedOn: localDate })),
  /** Somebody is late: the agency with its refund, or finance with its decision. */
  overdue: z.boolean(),
  mayReply: z.boolean(),
  mayPropose: z.boolean(),
  mayDecide: z.boolean(),
});

export const raiseClawback = defineRoute({
  id: 'raiseClawback',
  method: 'POST',
  path: '/tranches/:trancheId/clawbacks',
  summary: 'Asks paid money back, with the ground and what proves it; the agency is given notice and time to reply (R123)',
  allow: ['finance-officer'],
  params: z.object({ trancheId: uuid }),
  body: z.strictObject({ ground, amountFen: fen, statement: text, evidenceIds: z.array(uuid).min(1).max(50) }),
  response: clawbackView,
  status: 201,
});

export const replyClawback = defineRoute({
  id: 'replyClawback',
  method: 'POST',
  path: '/clawbacks/:caseId/reply',
  summary: 'The agency states its case, once, within the reply period',
  allow: ['agency'],
  params: caseId,
  body: z.strictObject({ text }),
  response: clawbackView,
});

export const proposeClawbackDecision = defineRoute({
  id: 'proposeClawbackDecision',
  method: 'POST',
  path: '/clawbacks/:caseId/proposals',
  summary: 'Proposes to uphold, reduce or waive a claim, never before the agency was heard; nothing is decided before others have approved it (R123)',
  allow: ['finance-officer'],
  params: caseId,
  body: z.strictObject({ verdict, amountFen: fen.optional(), reason: text }),
  response: clawbackView,
  status: 201,
});

export const decideClawback = defineRoute({
  id: 'decideClawback',
  method: 'POST',
  path: '/clawback-proposals/:proposalId/decision',
  summary: 'Approves or declines how a case is proposed to end; never by the person who proposed it or raised the case. The last approval that its amount asks for decides the case',
  allow: ['finance-approver', 'finance-leader'],
  params: z.object({ proposalId: uuid }),
  body: z.strictObject({ verdict: z.enum(['approve', 'decline']), reason: text }),
  response: clawbackView,
});

export const proposeOffset = defineRoute({
  id: 'proposeOffset',
  method: 'POST',
  path: '/clawbacks/:caseId/offsets',
  summary: 'Proposes to take what is still due from a tranche that the agency is owed, instead of a refund (R123)',
  allow: ['finance-officer'],
  params: caseId,
  body: z.strictObject({ trancheId: uuid, amountFen: fen, reason: text }),
  response: clawbackView,
  status: 201,
});

export const decideOffset = defineRoute({
  id: 'decideOffset',
  method: 'POST',
  path: '/clawback-offsets/:offsetId/decision',
  summary: 'Approves or declines an offset; never by the person who proposed it. Approved, so much of the tranche is paid, and so much of the case is back',
  allow: ['finance-approver'],
  params: z.object({ offsetId: uuid }),
  body: z.strictObject({ verdict: z.enum(['approve', 'decline']), reason: text }),
  response: clawbackView,
});

export const listClawbacks = defineRoute({
  id: 'listClawbacks',
  method: 'GET',
  path: '/clawbacks',
  summary: 'Clawback cases, those that wait for somebody first; an agency sees its own',
  allow: [...MONEY_READERS, 'agency'],
  query: z.object({ purchaseId: uuid.optional() }),
  response: z.object({ items: z.array(clawbackView) }),
});

export const getClawback = defineRoute({
  id: 'getClawback',
  method: 'GET',
  path: '/clawbacks/:caseId',
  summary: 'A clawback case: notice, reply, decision and refunds',
  allow: [...MONEY_READERS, 'agency'],
  params: caseId,
  response: clawbackView,
});

export const fundingClawbackRoutes = [raiseClawback, replyClawback, proposeClawbackDecision, decideClawback, proposeOffset, decideOffset, listClawbacks, getClawback] as const;
