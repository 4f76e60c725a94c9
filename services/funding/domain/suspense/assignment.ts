import type { Fen, Refusal } from '@goufu/kernel';
import { type Attempt, isLive } from '../payment-order/payment-order.js';
import { refuseSuspense as refuse } from './suspense.refusals.js';

/** An entry of the statement that waits in suspense. */
export interface SuspendedEntry {
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
}

/** A payment to which entries are said to belong. */
export interface AssignedTo {
  readonly status: Attempt['status'];
  readonly ordered: Fen;
  /** What of it has left and has not come back, once it is settled. */
  readonly kept: Fen;
}

/**
 * What suspended entries mean for the payment that they are said to belong to. The treasury's books count: what left and did not come
 * back is paid, what came back is owed again. Together the entries are what was ordered, so it is settled, also where it was called
 * rejected before; or nothing, so that a payment on its way has failed; or money of a settled payment that came back, all or a part.
 */
export type Meaning = 'settles' | 'fails' | 'returns' | 'returns-part' | 'changes-nothing';

/** What left by these entries; below zero where more came back. */
export const leftBy = (entries: readonly SuspendedEntry[]): Fen => entries.reduce((sum, { direction, amount }) => sum + (direction === 'debit' ? amount : -amount), 0n);

export function meaningOf(entries: readonly SuspendedEntry[], { status, ordered, kept }: AssignedTo): Meaning | Refusal {
  const left = leftBy(entries);
  const live = isLive({ status });
  if (left === 0n && entries.length > 0) return live ? 'fails' : 'changes-nothing';
  if (left === ordered) return live || status === 'rejected' ? 'settles' : refuse('attempt-is-over');
  if (left > 0n || status !== 'settled' || entries.length === 0) return refuse('does-not-add-up');
  if (-left > kept) return refuse('more-than-paid', { keptFen: kept.toString() });
  return -left === kept ? 'returns' : 'returns-part';
}
