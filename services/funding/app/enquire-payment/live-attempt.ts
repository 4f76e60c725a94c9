import { refusalsOf, type Id, type Refusal } from '@goufu/kernel';
import type { Tx, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { inOrder } from '../approve-payment/in-order.js';
import { isLive } from '../../domain/payment-order/payment-order.js';
import type { StoredOrder } from '../persistence/payment-order.repository.js';

export const refuseStuckPayment = refusalsOf('stuck-payment', {
  'nothing-in-transit': { kind: 'conflict', rule: 'R116', zh: '该付款单没有在途的支付指令', en: 'no instruction of this payment order is on its way' },
  'already-accepted': { kind: 'conflict', rule: 'R116', zh: '国库已受理该指令，不得重发', en: 'the treasury has accepted this instruction: it may not be sent again' },
  'may-have-been-sent': {
    kind: 'conflict',
    rule: 'R116',
    zh: '指令可能已经发出，不能撤销；请先查询国库',
    en: 'the instruction may have been sent and cannot be called off; ask the treasury first',
  },
});

/** The one instruction of an order that has no final status yet. */
export type LiveAttempt = StoredOrder['attempts'][number];

/** Runs a step on the instruction that an order of the caller's region has on its way. Order and tranche are locked. */
export const onLiveAttempt = (unitOfWork: UnitOfWork, caller: Caller, orderId: Id, step: (tx: Tx, attempt: LiveAttempt, order: StoredOrder) => Promise<Refusal | undefined>) =>
  inOrder(unitOfWork, caller, orderId, async (tx, order) => {
    const attempt = order.attempts.find(isLive);
    if (!attempt) return refuseStuckPayment('nothing-in-transit');
    const refused = await step(tx, attempt, order);
    return refused ?? { orderId, attemptId: attempt.id, endToEndId: attempt.endToEndId, status: order.status };
  });
