import { fold, isRefusal, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { decide, evolve } from '../../domain/payment-order/payment-order.js';
import { lockAwaitingOrders, saveOrder } from '../persistence/payment-order.repository.js';

/** What was to be paid is no longer owed: its order and every approval of it are void. The tranches are locked. */
export async function voidOrders(tx: Tx, trancheIds: ReadonlySet<Id>, reason = 'release-reversed'): Promise<void> {
  if (trancheIds.size === 0) return;
  for (const order of await lockAwaitingOrders(tx, [...trancheIds])) {
    const facts = decide({ kind: 'void', reason }, order);
    if (isRefusal(facts)) throw new Error(facts.en);
    await saveOrder(tx, { ...order, ...fold(evolve, order, facts) }, facts);
  }
}
