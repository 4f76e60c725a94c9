import { type Fen, fold, isRefusal, type LocalDate, sumFen, type Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { refund, sliceOver, splitOver, type Transfer } from '../../domain/ledger/posting.js';
import { insertRefund, saveCase } from '../persistence/clawback.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { lockCase, type LockedCase } from '../persistence/locked-case.js';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';
import { tellSettled } from './tell-settled.js';

/** What became of an entry that names a case: the excess, which is not the case's; or that it fits no case. */
type RefundTaken = { readonly excess: Fen } | 'unknown-payment' | 'not-expected';

/**
 * Matches a credit entry to the clawback case that it names (R123). What is due is taken: Disbursed → Available, or lapsed when the
 * year is over; the paid record stays as it is.
 */
export async function takeRefund(tx: Tx, account: string, caseId: Id, { entryRef, amount, bookedOn }: StatementEntry): Promise<RefundTaken> {
  const locked = await lockCase(tx, caseId);
  if (!locked) return 'unknown-payment';
  const { current } = locked;
  const facts = decide({ kind: 'note-refund', amount, at: tx.now }, current);
  if (isRefusal(facts)) return 'not-expected';
  const { trancheId, purchaseId, jurisdiction } = current;
  const after = { ...current, ...fold(evolve, current, facts) };
  await saveCase(tx, after, facts);
  let excess = 0n;
  for (const fact of facts) {
    if (fact.kind === 'refunded') {
      ({ excess } = fact);
      await insertRefund(tx, { account, entryRef, caseId, trancheId, jurisdiction, amount: fact.amount, bookedOn });
      const transfers = refundOf(locked, fact.amount, bookedOn);
      post(tx, [{ eventId: causedId(caseId, `refund/${account}/${entryRef}`), reason: 'refunded', purchaseId, jurisdiction, transfers }]);
    }
    if (fact.kind === 'settled') tellSettled(tx, after, 'refunded');
  }
  return { excess };
}

/** What a refund moves: the parts of the payment that are still with the agency, from the last one on. */
export function refundOf({ tranche, current, others }: LockedCase, amount: Fen, on: LocalDate): Transfer[] {
  const before = sumFen([current, ...others].flatMap((one) => (one.paymentReturned ? [] : [one.refunded])));
  const paid = splitOver(tranche.released, tranche.allocations);
  return sliceOver(tranche.released - before - amount, amount, paid).flatMap((part) => refund(part, Number(on.slice(0, 4))));
}
