import type { Fen, Refusal } from '@goufu/kernel';
import type { ClawbackCase } from './clawback-case.js';
import { refuseClawback as refuse } from './clawback-case.refusals.js';

/** What is still due of a case is taken from money that the agency is owed, once another person approves that (R123). */
export interface Offset {
  readonly amount: Fen;
  readonly state: 'proposed' | 'approved' | 'declined';
  readonly proposedBy: string;
}

/** Why so much cannot be set off against what the case still asks for, if it cannot. */
export function objectionToOffset(amount: Fen, { status, due, refunded }: Pick<ClawbackCase, 'status' | 'due' | 'refunded'>): Refusal | undefined {
  if (status !== 'awaiting-refund') return refuse('no-refund-due');
  return amount <= 0n || amount > due - refunded ? refuse('more-than-due', { dueFen: (due - refunded).toString() }) : undefined;
}

/** Why a person cannot decide it, if they cannot. */
export function objectionToDecision({ state, proposedBy }: Offset, by: string): Refusal | undefined {
  if (state !== 'proposed') return refuse('offset-decided');
  return by === proposedBy ? refuse('proposer-may-not-decide') : undefined;
}
