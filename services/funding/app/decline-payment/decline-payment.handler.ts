import { paymentApprovalDeclined, type declinePayment, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/payment-order/payment-order.js';
import { inOrder } from '../approve-payment/in-order.js';
import { saveOrder } from '../persistence/payment-order.repository.js';
import { setRequestState } from '../persistence/payment-request.repository.js';

/** Declines a payment order for good. The money stays owed; the agency asks again with what was missing. */
@Injectable()
export class DeclinePaymentHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { orderId }, body: { reason } }: RouteInput<typeof declinePayment>, caller: Caller) {
    return inOrder(this.unitOfWork, caller, orderId, async (tx, order) => {
      const facts = decide({ kind: 'decline', approver: caller.actorId, reason, at: tx.now }, order);
      if (isRefusal(facts)) return facts;
      const declined = { ...order, ...fold(evolve, order, facts) };
      await saveOrder(tx, declined, facts);
      await setRequestState(tx, order.requestId, 'closed');
      const { purchaseId, jurisdiction, trancheId, contractId, agencyOrgId, contentHash } = order;
      tx.record({ contract: paymentApprovalDeclined, subject: purchaseId, jurisdiction, data: { orderId, trancheId, contractId, agencyOrgId, contentHash, reason } });
      return { orderId, status: declined.status };
    });
  }
}
