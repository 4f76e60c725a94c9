import { paymentInstructed } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, plusMilliseconds, wireFen, type Id, type Instant } from '@goufu/kernel';
import { causedId, newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import { instruct } from '../../domain/ledger/posting.js';
import { decide, evolve, type OrderStatus } from '../../domain/payment-order/payment-order.js';
import { post } from '../persistence/ledger.repository.js';
import { saveOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { moveTranche } from '../release-tranche/move-tranche.js';
import { AT_ONCE, SEND_PAYMENT } from '../send-payment/payment-tasks.js';

/**
 * Payable → InTransit, with the attempt on record before anything leaves: whatever happens to the network call, its
 * outcome can be enquired under the attempt's id. Order and tranche are locked.
 */
export async function instructPayment(tx: Tx, order: StoredOrder, tranche: StoredTranche): Promise<{ status: OrderStatus; attemptId: Id }> {
  const attemptId = newId();
  const facts = decide({ kind: 'instruct', attemptId, at: tx.now }, order);
  if (isRefusal(facts)) throw new Error(`a fully approved order is refused: ${facts.en}`);
  const instructed = { ...order, ...fold(evolve, order, facts) };
  await saveOrder(tx, instructed, facts);
  const { id: orderId, purchaseId, jurisdiction, trancheId, contractId, agencyOrgId, amount } = order;
  const transfers = order.content.allocations.flatMap((part) => instruct(trancheId, attemptId, part));
  post(tx, [{ eventId: causedId(attemptId, 'instructed'), reason: 'instructed', purchaseId, jurisdiction, transfers }]);
  await moveTranche(tx, tranche, 'in-transit');
  for (const fact of facts) {
    if (fact.kind !== 'instructed') continue;
    const { endToEndId, attemptNo } = fact;
    const data = { orderId, trancheId, contractId, agencyOrgId, attemptId, endToEndId, fen: wireFen(amount), attemptNo, enquireBy: enquireBy(jurisdiction, tx.now) };
    tx.record({ contract: paymentInstructed, subject: purchaseId, jurisdiction, data });
  }
  scheduleTask(tx, { kind: SEND_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
  return { status: instructed.status, attemptId };
}

/** When the treasury is asked at the latest, should it stay silent (R116). */
export const enquireBy = (jurisdiction: string, at: Instant): Instant =>
  plusMilliseconds(at, profileFor(jurisdiction, localDateOf(at)).get('pay.enquiry_minutes').amount * 60_000);
