import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import type { Posting } from '../../domain/ledger/posting.js';
import { linesWaitedFor } from '../persistence/shortage.repository.js';

export const PAY_WHAT_WAITS = 'pay-what-waits';

export interface PayWhatWaits {
  readonly lineId: Id;
}

/**
 * Whatever makes money available on a line, what waits for the line is looked at again, by a task of its own, since that locks
 * tranches before lines. Costs nothing where nothing becomes available.
 */
export async function askForWaiting(tx: Tx, postings: readonly Posting[]): Promise<void> {
  const credits = postings.flatMap(({ eventId, transfers }) => transfers.flatMap(({ to }) => (to.stage === 'available' ? [{ eventId, lineId: to.lineId }] : [])));
  if (credits.length === 0) return;
  for (const lineId of await linesWaitedFor(tx, [...new Set(credits.map((credit) => credit.lineId))])) await askToPay(tx, lineId, credits[0]?.eventId ?? lineId);
}

/** `occasion` tells one reason from another, so that none is taken for one that is being looked at already. */
export const askToPay = (tx: Tx, lineId: Id, occasion: string): Promise<void> =>
  scheduleTask<PayWhatWaits>(tx, { kind: PAY_WHAT_WAITS, key: `${lineId}/${occasion}`, dueAt: tx.now, payload: { lineId } });
