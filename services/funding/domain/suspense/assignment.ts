import type { Fen, Refusal } from '@goufu/kernel';
import { type Attempt, isLive } from '../payment-order/payment-order.js';
import { refuseSuspense as refuse } from './suspense.refusals.js';

/** An entry of the statement that waits in suspense. */
export interface SuspendedEntry {
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
}

/**
 * What suspended entries mean for the payment that they are said to belong to: together they are what was ordered, so it is settled; or
 * together they are nothing, so the money came back and a payment that is still on its way has failed. Nothing else explains a payment.
 */
export type Meaning = 'settles' | 'fails' | 'changes-nothing';

export function meaningOf(entries: readonly SuspendedEntry[], attempt: Attempt['status'], ordered: Fen): Meaning | Refusal {
  const left = entries.reduce((sum, { direction, amount }) => sum + (direction === 'debit' ? amount : -amount), 0n);
  const live = isLive({ status: attempt });
  if (left === 0n && entries.length > 0) return live ? 'fails' : 'changes-nothing';
  if (left !== ordered) return refuse('does-not-add-up');
  return live ? 'settles' : refuse('attempt-is-over');
}
