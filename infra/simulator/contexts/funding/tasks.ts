import type { Posting } from '@goufu/funding/domain/ledger/posting.js';
import type { Id } from '@goufu/kernel';
import type { FundingTx } from './rows.js';

/** Whatever makes money available on a line, what waits for the line is looked at again, by a task of its own. */
export function askForWaiting(tx: FundingTx, postings: readonly Posting[]): void {
  const credited = postings.flatMap(({ eventId, transfers }) => transfers.flatMap(({ to }) => (to.stage === 'available' ? [{ eventId, lineId: to.lineId }] : [])));
  if (credited.length === 0) return;
  const waitedFor = new Set(tx.all('tranche').flatMap(({ short }) => (short ? [short.lineId] : [])));
  for (const { eventId, lineId } of credited) if (waitedFor.has(lineId)) askToPay(tx, lineId, eventId);
}

/** `occasion` tells one reason from another, so that none is taken for one that is being looked at already. */
export function askToPay(tx: FundingTx, lineId: Id, occasion: string): void {
  const id = `pay-what-waits/${lineId}/${occasion}`;
  tx.put('task', id, { id, kind: 'pay-what-waits', lineId });
}
