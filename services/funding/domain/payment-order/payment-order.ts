import type { ApproverRole } from '@goufu/jurisdiction';
import { type Decision, type Fen, type Id, unreachable } from '@goufu/kernel';
import type { PaymentOrderCommand } from './payment-order.commands.js';
import type { Approval, PaymentOrderFact } from './payment-order.facts.js';
import { refusePaymentOrder as refuse } from './payment-order.refusals.js';

export type OrderStatus = 'awaiting-approval' | 'approved' | 'in-transit' | 'unknown' | 'settled' | 'rejected' | 'returned' | 'declined' | 'void';

/** An order to pay one released tranche: nothing leaves before two others have approved exactly this content. */
export interface PaymentOrder {
  readonly id: Id;
  readonly amount: Fen;
  /** Who asked for the money, and who prepared the order; neither may approve (R70). */
  readonly requestedBy: string;
  readonly preparedBy: string;
  /** In which roles it must be approved, each by a different person; more and higher ones from a threshold on. */
  readonly requiredRoles: readonly ApproverRole[];
  /** Hash over payee, amount, allocations and evidence; approvals bind to it. */
  readonly contentHash: string;
  readonly status: OrderStatus;
  readonly approvals: readonly Approval[];
  readonly attempts: readonly Attempt[];
}

/** One instruction to the treasury; at most one of an order is live. */
export interface Attempt {
  readonly id: Id;
  readonly no: number;
  readonly endToEndId: string;
  readonly status: 'in-transit' | 'unknown' | 'accepted' | 'settled' | 'rejected' | 'returned';
}

/** The treasury may still settle or reject it. */
export const isLive = ({ status }: Pick<Attempt, 'status'>): boolean => status === 'in-transit' || status === 'unknown' || status === 'accepted';

export function decide(command: PaymentOrderCommand, order: PaymentOrder): Decision<PaymentOrderFact> {
  switch (command.kind) {
    case 'approve':
      return approve(command, order);
    case 'decline':
      if (order.status !== 'awaiting-approval') return refuse('not-awaiting-approval');
      if (isInterested(command.approver, order)) return refuse('requester-may-not-approve');
      return [{ kind: 'declined', approver: command.approver, reason: command.reason, at: command.at }];
    case 'instruct':
      return instruct(command, order);
    case 'void':
      if (order.status === 'void') return [];
      if (order.status !== 'awaiting-approval' && order.status !== 'approved') return refuse('cannot-void');
      return [{ kind: 'voided', reason: command.reason }];
    case 'note-unknown':
    case 'note-accepted':
    case 'note-rejected':
    case 'note-booked':
    case 'note-returned':
      return noteAnswer(command, order);
    default:
      return unreachable(command);
  }
}

function approve(command: PaymentOrderCommand & { kind: 'approve' }, order: PaymentOrder): Decision<PaymentOrderFact> {
  if (order.approvals.some(({ approver }) => approver === command.approver)) return refuse('same-approver-twice');
  if (order.status !== 'awaiting-approval') return refuse('not-awaiting-approval');
  if (isInterested(command.approver, order)) return refuse('requester-may-not-approve');
  if (command.contentHash !== order.contentHash || command.currentHash !== order.contentHash) return refuse('content-changed');
  if (command.debitSuspended) return refuse('debit-suspended');
  const [missing] = command.missing;
  if (missing !== undefined) return refuse('voucher-missing', { missing: command.missing.join() });
  const role = openRoles(order).find((open) => command.roles.includes(open));
  if (!role) return refuse('role-not-awaited', { awaited: openRoles(order).join() });
  const { approver, contentHash, at } = command;
  return [{ kind: 'approved', approval: { approver, role, contentHash, at, step: order.approvals.length + 1 } }];
}

const APPROVERS: readonly string[] = ['finance-approver', 'finance-leader'] satisfies ApproverRole[];

/** Those of a person's roles in which a payment can be approved. */
export const approverRoles = (roles: readonly string[]): ApproverRole[] => roles.filter((role): role is ApproverRole => APPROVERS.includes(role));

interface ToApprove {
  readonly requiredRoles: readonly ApproverRole[];
  readonly approvals: readonly Pick<Approval, 'role'>[];
}

/** In which roles an order, or another thing that is approved by roles, still waits for somebody. */
export function openRoles({ requiredRoles, approvals }: ToApprove): ApproverRole[] {
  const open = [...requiredRoles];
  for (const { role } of approvals) open.splice(open.indexOf(role), 1);
  return open;
}

const isInterested = (person: string, { requestedBy, preparedBy }: PaymentOrder): boolean => person === requestedBy || person === preparedBy;

function instruct({ attemptId, at }: PaymentOrderCommand & { kind: 'instruct' }, order: PaymentOrder): Decision<PaymentOrderFact> {
  if (order.attempts.some(isLive)) return refuse('attempt-is-live');
  if (order.status !== 'approved') return refuse('not-approved');
  const attemptNo = order.attempts.length + 1;
  return [{ kind: 'instructed', attemptId, attemptNo, endToEndId: endToEndIdOf(order.id, attemptNo), at }];
}

/** 32 hex digits of the order and the attempt's number: at most 35 characters (ISO 20022 Max35Text), the same on every retry. */
export const endToEndIdOf = (orderId: Id, attemptNo: number): string => `${orderId.replaceAll('-', '')}${String(attemptNo).padStart(2, '0')}`;

type Answer = Extract<PaymentOrderCommand, { attemptId: Id }>;

/** Answers of the treasury, in whatever order they come: a terminal status never goes back. */
function noteAnswer(command: Exclude<Answer, { kind: 'instruct' }>, order: PaymentOrder): Decision<PaymentOrderFact> {
  const attempt = order.attempts.find(({ id }) => id === command.attemptId);
  if (!attempt) return refuse('unknown-attempt');
  switch (command.kind) {
    case 'note-unknown':
      return attempt.status === 'in-transit' ? [{ kind: 'unknown', attemptId: attempt.id, enquireBy: command.enquireBy }] : [];
    case 'note-accepted':
      return isLive(attempt) && attempt.status !== 'accepted' ? [{ kind: 'accepted', attemptId: attempt.id }] : [];
    case 'note-rejected':
      return isLive(attempt) ? [{ kind: 'rejected', attemptId: attempt.id, code: command.code }] : [];
    case 'note-booked':
      if (attempt.status === 'settled') return [];
      if (!(isLive(attempt) || (command.afterAll && attempt.status === 'rejected')) || command.amount !== order.amount) return refuse('amount-differs');
      return [{ kind: 'settled', attemptId: attempt.id, amount: command.amount, entryRef: command.entryRef, bookedOn: command.bookedOn }];
    case 'note-returned':
      if (attempt.status === 'returned') return [];
      if (attempt.status !== 'settled' || command.amount !== (command.kept ?? order.amount)) return refuse('amount-differs');
      return [{ kind: 'returned', attemptId: attempt.id, code: command.code, amount: command.amount, entryRef: command.entryRef }];
    default:
      return unreachable(command);
  }
}

export function evolve(order: PaymentOrder, fact: PaymentOrderFact): PaymentOrder {
  switch (fact.kind) {
    case 'approved': {
      const approvals = [...order.approvals, fact.approval];
      return { ...order, approvals, status: approvals.length >= order.requiredRoles.length ? 'approved' : order.status };
    }
    case 'declined':
      return { ...order, status: 'declined' };
    case 'voided':
      return { ...order, status: 'void', approvals: [] };
    case 'instructed':
      return {
        ...order,
        status: 'in-transit',
        attempts: [...order.attempts, { id: fact.attemptId, no: fact.attemptNo, endToEndId: fact.endToEndId, status: 'in-transit' }],
      };
    case 'unknown':
      return { ...withAttempt(order, fact.attemptId, 'unknown'), status: 'unknown' };
    case 'accepted':
      return { ...withAttempt(order, fact.attemptId, 'accepted'), status: 'in-transit' };
    case 'settled':
    case 'rejected':
    case 'returned':
      return { ...withAttempt(order, fact.attemptId, fact.kind), status: fact.kind };
    default:
      return unreachable(fact);
  }
}

const withAttempt = (order: PaymentOrder, attemptId: Id, status: Attempt['status']): PaymentOrder => ({
  ...order,
  attempts: order.attempts.map((attempt) => (attempt.id === attemptId ? { ...attempt, status } : attempt)),
});
