import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import type { Posting } from '../../domain/ledger/posting.js';

export const PAY_WHAT_WAITS = 'pay-what-waits';

export interface PayWhatWaits {
  readonly lineId: Id;
}

/**
 * Whatever makes money available on a line, what waits for the line is looked at again, by a task of its own, since that locks
 * tranches before lines. Whether anything waits is seen only once this is committed: who begins to wait meanwhile cannot see the money.
 */
export function askForWaiting(tx: Tx, postings: readonly Posting[]): void {
  const credits = new Map(postings.flatMap(({ eventId, transfers }) => transfers.flatMap(({ to }) => (to.stage === 'available' ? [[to.lineId, eventId] as const] : []))));
  for (const [lineId, eventId] of credits) askToPay(tx, lineId, eventId);
}

/** `occasion` tells one reason from another, so that none is taken for one that is being looked at already. */
export const askToPay = (tx: Tx, lineId: Id, occasion: string): void =>
  scheduleTask<PayWhatWaits>(tx, { kind: PAY_WHAT_WAITS, key: `${lineId}/${occasion}`, dueAt: tx.now, payload: { lineId } });
