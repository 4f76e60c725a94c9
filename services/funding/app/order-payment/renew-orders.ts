import type { Tx } from '@goufu/persistence';
import { lockAwaitingOrders } from '../persistence/payment-order.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { hashOf, orderContent } from './order-content.js';
import { orderPayments } from './order-payments.js';
import { voidOrders } from './void-orders.js';

/**
 * What is to be approved changed although the amount did not, such as its evidence: the order and every approval of it are void, and a new
 * one is put before the approvers (R118). The tranches are locked.
 */
export async function renewOrders(tx: Tx, tranches: readonly StoredTranche[]): Promise<void> {
  if (tranches.length === 0) return;
  const orders = await lockAwaitingOrders(tx, tranches.map(({ id }) => id));
  const changed = tranches.filter((tranche) => orders.some(({ trancheId, content, contentHash }) => trancheId === tranche.id && hashOf(orderContent(tranche, content)) !== contentHash));
  await voidOrders(tx, new Set(changed.map(({ id }) => id)), 'content-changed');
  await orderPayments(tx, changed);
}
