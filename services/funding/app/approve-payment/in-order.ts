import type { Id, Refusal } from '@goufu/kernel';
import { inScope, type Tx, type UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { refusePaymentOrder } from '../../domain/payment-order/payment-order.refusals.js';
import { findOrder, lockOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import { lockTranche, type StoredTranche } from '../persistence/tranche.repository.js';

/** An order with its tranche, both locked, the tranche first: approvals, revisions and bank answers take turns. */
export async function lockOrderWithTranche(tx: Tx, orderId: Id): Promise<{ order: StoredOrder; tranche: StoredTranche } | undefined> {
  const found = await findOrder(tx, orderId);
  const tranche = found && (await lockTranche(tx, found.trancheId));
  const order = tranche && (await lockOrder(tx, orderId));
  return order && tranche && { order, tranche };
}

/** Runs an approver's command on an order of their region. */
export const inOrder = <Result>(unitOfWork: UnitOfWork, caller: Caller, orderId: Id, work: (tx: Tx, order: StoredOrder, tranche: StoredTranche) => Promise<Result | Refusal>) =>
  unitOfWork.run(caller.work(), async (tx) => {
    const locked = await lockOrderWithTranche(tx, orderId);
    if (!locked || !inScope(caller.scope, locked.order.jurisdiction)) return refusePaymentOrder('unknown');
    return work(tx, locked.order, locked.tranche);
  });
