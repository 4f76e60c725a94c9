import { type Fen, fold, isRefusal, localDateOf, type Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { divideReturned, isBeingRefunded } from '../../domain/clawback-case/returned-payment.js';
import { giveBack, refund, sliceOver, splitOver } from '../../domain/ledger/posting.js';
import { endOfPayment, lockCasesOf, saveCase, type StoredCase } from '../persistence/clawback.repository.js';
import { post } from '../persistence/ledger.repository.js';
import type { StoredOrder } from '../persistence/payment-order.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { moveTranche } from '../release-tranche/move-tranche.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { tellSettled } from '../settle-clawback/tell-settled.js';
import { supplementTranche } from '../supplement-tranche/supplement-tranche.js';

/**
 * Paid money came back from the bank: Disbursed → Payable, less what the agency had refunded of it, which is on the budget line already and
 * would else be paid twice (R123), and less what came back in parts, which supplements owe. What it was still to refund, and a supplement
 * grants again already, is refunded by it. What it refunded because of a result can be granted again, in a supplement above what the tranche keeps.
 */
export async function takeBack(tx: Tx, order: StoredOrder, tranche: StoredTranche, attemptId: Id): Promise<void> {
  const cases = (await lockCasesOf(tx, tranche.id)).filter(({ paymentReturned }) => !paymentReturned);
  const { owed, refunds, above } = divideReturned(tranche, cases);
  const { allocations } = order.content;
  const toLine = sliceOver(owed, refunds, allocations).flatMap((part) => refund(part, Number(localDateOf(tx.now).slice(0, 4))));
  const transfers = [...splitOver(owed, allocations).flatMap((part) => giveBack(tranche.id, part)), ...toLine];
  post(tx, [{ eventId: causedId(attemptId, 'returned'), reason: 'returned', purchaseId: order.purchaseId, jurisdiction: order.jurisdiction, transfers }]);
  await refundCases(tx, cases, refunds);
  // All of it is refunded now, and stays paid: what is owed of it is a supplement's.
  if (owed === 0n) return;
  const base = above === undefined ? tranche : await supplementAbove(tx, tranche, above);
  await moveTranche(tx, base, 'payable', cases.some(({ refunded }) => refunded > 0n) ? owed : undefined);
  await endOfPayment(tx, tranche.id);
}

/** What still was to be refunded came with the payment. */
async function refundCases(tx: Tx, cases: readonly StoredCase[], amount: Fen): Promise<void> {
  let rest = amount;
  for (const current of cases) {
    if (rest === 0n || !isBeingRefunded(current)) continue;
    const facts = decide({ kind: 'note-refund', amount: rest, at: tx.now }, current);
    if (isRefusal(facts)) throw new Error(`case ${current.id}: ${facts.en}`);
    const after = { ...current, ...fold(evolve, current, facts) };
    await saveCase(tx, after, facts);
    rest -= after.refunded - current.refunded;
    if (after.status === 'settled') tellSettled(tx, after, 'refunded');
  }
}

/** `above` is what no result has taken away. */
async function supplementAbove(tx: Tx, tranche: StoredTranche, above: Fen): Promise<StoredTranche> {
  const { base, tranche: supplement, consequences } = await supplementTranche(tx, tranche, above, undefined);
  await writeConsequences(tx, [supplement], consequences);
  return base;
}
