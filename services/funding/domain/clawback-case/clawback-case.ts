import { type Decision, endOfDay, type Fen, type Id, isRefusal, type LocalDate, type Refusal, unreachable } from '@goufu/kernel';
import type { ClawbackCommand } from './clawback-case.commands.js';
import type { ClawbackFact } from './clawback-case.facts.js';
import { refuseClawback as refuse } from './clawback-case.refusals.js';

export type CaseStatus = 'awaiting-reply' | 'awaiting-decision' | 'awaiting-refund' | 'settled' | 'waived';

/**
 * Paid money asked back (R123): evidence and notice when it is raised, the agency's reply, the decision that one
 * person proposes and others approve, and
 * the receipt of the refund. The paid record itself is never edited.
 */
export interface ClawbackCase {
  readonly id: Id;
  readonly claimed: Fen;
  readonly raisedBy: string;
  /** The last day on which the agency may reply. */
  readonly replyUntil: LocalDate;
  readonly status: CaseStatus;
  /** What the decision found to be due; 0 before it. */
  readonly due: Fen;
  /** What has come back so far; never more than is due. */
  readonly refunded: Fen;
}

/** What is known of a tranche when money is asked back. */
export interface Claim {
  readonly amount: Fen;
  readonly paid: boolean;
  /** What was paid and no other case asks back. */
  readonly claimable: Fen;
}

/** Why a claim cannot be raised, if it cannot. */
export function objectionTo({ amount, paid, claimable }: Claim): Refusal | undefined {
  if (amount <= 0n) return refuse('nothing-asked');
  if (!paid) return refuse('not-paid');
  return amount > claimable ? refuse('more-than-paid', { claimableFen: claimable.toString() }) : undefined;
}

/** What a case keeps others from asking back as well. */
export const claimOf = ({ status, claimed, due }: Pick<ClawbackCase, 'status' | 'claimed' | 'due'>): Fen => {
  if (status === 'waived') return 0n;
  return status === 'awaiting-refund' || status === 'settled' ? due : claimed;
};

export function decide(command: ClawbackCommand, state: ClawbackCase): Decision<ClawbackFact> {
  switch (command.kind) {
    case 'reply':
      if (state.status === 'awaiting-decision') return refuse('already-replied');
      if (state.status !== 'awaiting-reply') return refuse('already-decided');
      if (command.at > endOfDay(state.replyUntil)) return refuse('reply-too-late');
      return [{ kind: 'replied', text: command.text, by: command.by, at: command.at }];
    case 'decide':
      return decideClaim(command, state);
    case 'note-refund':
      return noteRefund(command, state);
    case 'withdraw':
      if (state.status === 'settled' || state.status === 'waived') return [];
      if (state.refunded > 0n) return command.rest ? [{ kind: 'rest-withdrawn', due: state.refunded }, { kind: 'settled', at: command.at }] : [];
      return [{ kind: 'waived', reason: command.reason, by: command.by, at: command.at }];
    default:
      return unreachable(command);
  }
}

/** What a verdict makes due, or why it cannot be given now. */
export function dueOf({ verdict, amount, claimable, at }: Pick<Decide, 'verdict' | 'amount' | 'claimable' | 'at'>, state: ClawbackCase): Fen | Refusal {
  if (state.status !== 'awaiting-reply' && state.status !== 'awaiting-decision') return refuse('already-decided');
  if (state.status === 'awaiting-reply' && at <= endOfDay(state.replyUntil)) return refuse('reply-period-open', { replyUntil: state.replyUntil });
  if (verdict === 'waive') return 0n;
  const due = verdict === 'approve' ? state.claimed : (amount ?? 0n);
  if (verdict === 'reduce' && (due <= 0n || due >= state.claimed)) return refuse('not-below-claim');
  return due > claimable ? refuse('more-than-paid', { claimableFen: claimable.toString() }) : due;
}

type Decide = ClawbackCommand & { kind: 'decide' };

function decideClaim(command: Decide, state: ClawbackCase): Decision<ClawbackFact> {
  const { verdict, reason, by, at, refundUntil } = command;
  const due = dueOf(command, state);
  if (isRefusal(due)) return due;
  if (by === state.raisedBy) return refuse('raiser-may-not-decide');
  return verdict === 'waive' ? [{ kind: 'waived', reason, by, at }] : [{ kind: 'upheld', verdict, due, refundUntil, reason, by, at }];
}

/** Parts add up; the last one settles the case, and what it has too much is left over. */
function noteRefund({ amount, at }: ClawbackCommand & { kind: 'note-refund' }, state: ClawbackCase): Decision<ClawbackFact> {
  if (state.status !== 'awaiting-refund') return refuse('no-refund-due');
  const open = state.due - state.refunded;
  const taken = amount < open ? amount : open;
  const refunded: ClawbackFact = { kind: 'refunded', amount: taken, excess: amount - taken };
  return taken === open ? [refunded, { kind: 'settled', at }] : [refunded];
}

export function evolve(state: ClawbackCase, fact: ClawbackFact): ClawbackCase {
  switch (fact.kind) {
    case 'replied':
      return { ...state, status: 'awaiting-decision' };
    case 'upheld':
      return { ...state, status: 'awaiting-refund', due: fact.due };
    case 'waived':
      return { ...state, status: 'waived', due: 0n };
    case 'refunded':
      return { ...state, refunded: state.refunded + fact.amount };
    case 'rest-withdrawn':
      return { ...state, due: fact.due };
    case 'settled':
      return { ...state, status: 'settled' };
    default:
      return unreachable(fact);
  }
}

const REFERENCE = /CB([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})/;

/** What the agency writes on its refund, so that the statement tells whose it is: 34 characters (ISO 20022 Max35Text). */
export const paymentReferenceOf = (caseId: Id): string => `CB${caseId.replaceAll('-', '')}`;

/** The case that an entry's references name, if they name one. */
export function caseOfReference(...references: readonly (string | undefined)[]): Id | undefined {
  for (const reference of references) {
    const parts = REFERENCE.exec(reference ?? '');
    if (parts) return parts.slice(1).join('-');
  }
  return undefined;
}
