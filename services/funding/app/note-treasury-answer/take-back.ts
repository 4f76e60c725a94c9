import { type Fen, type Id, sumFen } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { giveBack, splitOver } from '../../domain/ledger/posting.js';
import { endOfPayment, lockCasesOf } from '../persistence/clawback.repository.js';
import { post } from '../persistence/ledger.repository.js';
import type { StoredOrder } from '../persistence/payment-order.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { moveTranche } from '../release-tranche/move-tranche.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { supplementTranche } from '../supplement-tranche/supplement-tranche.js';

/**
 * Paid money came back from the bank: Disbursed → Payable, less what the agency had refunded of it, which is on the budget line already and
 * would else be paid twice (R123), and less what came back in parts, which supplements owe. What it refunded because of a result can be granted again, in a supplement above what the tranche keeps.
 */
export async function takeBack(tx: Tx, order: StoredOrder, tranche: StoredTranche, attemptId: Id): Promise<void> {
  const cases = (await lockCasesOf(tx, tranche.id)).filter(({ paymentReturned }) => !paymentReturned);
  const refunded = sumFen(cases.map((one) => one.refunded));
  const kept = tranche.released - refunded;
  const transfers = splitOver(kept, order.content.allocations).flatMap((part) => giveBack(tranche.id, part));
  post(tx, [{ eventId: causedId(attemptId, 'returned'), reason: 'returned', purchaseId: order.purchaseId, jurisdiction: order.jurisdiction, transfers }]);
  if (refunded > 0n) await keepLess(tx, tranche, kept, tranche.released - sumFen(cases.flatMap((one) => (one.raisedBy.startsWith('service:') ? [one.refunded] : []))));
  else await moveTranche(tx, tranche, 'payable');
  await endOfPayment(tx, tranche.id);
}

/** `above` is what no result has taken away. */
async function keepLess(tx: Tx, tranche: StoredTranche, kept: Fen, above: Fen): Promise<void> {
  if (tranche.covers <= above) {
    await moveTranche(tx, tranche, 'payable', kept);
    return;
  }
  const { base, tranche: supplement, consequences } = await supplementTranche(tx, tranche, above, undefined);
  await writeConsequences(tx, [supplement], consequences);
  await moveTranche(tx, base, 'payable', kept);
}
