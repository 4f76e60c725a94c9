import { fold, isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { instruct } from '../../domain/ledger/posting.js';
import { decide, evolve } from '../../domain/payment-order/payment-order.js';
import { refuseSuspense as refuse } from '../../domain/suspense/suspense.refusals.js';
import { mayBeOrdered } from '../../domain/tranche/reading.js';
import { followAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { post } from '../persistence/ledger.repository.js';
import { saveOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import { closeOpenRequests } from '../persistence/payment-request.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { moveTranche } from '../release-tranche/move-tranche.js';

interface Booked {
  readonly entryRef: string;
  readonly bookedOn: string;
}

/**
 * The treasury called a payment rejected, and then its books show the debit: it is settled after all, as two people found, while its
 * tranche is still owed as it was ordered. Whatever was asked for or ordered in its place is void, so that nothing is paid twice.
 * Order and tranche are locked.
 */
export async function bookAfterAll(tx: Tx, order: StoredOrder, tranche: StoredTranche, attemptId: Id, booked: Booked): Promise<Refusal | undefined> {
  if (tranche.stage !== 'payable' || tranche.released !== order.amount || !mayBeOrdered(tranche)) return refuse('tranche-changed');
  const facts = decide({ kind: 'note-booked', attemptId, amount: order.amount, ...booked, afterAll: true }, order);
  if (isRefusal(facts)) return facts;
  await voidOrders(tx, new Set([tranche.id]), 'paid-before');
  await closeOpenRequests(tx, tranche.id);
  const transfers = order.content.allocations.flatMap((part) => instruct(tranche.id, attemptId, part));
  post(tx, [{ eventId: causedId(attemptId, 'instructed-after-all'), reason: 'instructed', purchaseId: order.purchaseId, jurisdiction: order.jurisdiction, transfers }]);
  const gone = await moveTranche(tx, tranche, 'in-transit');
  const settled = { ...order, ...fold(evolve, order, facts) };
  await saveOrder(tx, settled, facts);
  for (const fact of facts) await followAnswer(tx, settled, gone, fact);
  return undefined;
}
