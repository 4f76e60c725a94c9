import { paymentApprovalGiven, type approvePayment, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { approverRoles, decide, evolve } from '../../domain/payment-order/payment-order.js';
import { readChecklist } from '../get-voucher-pack/voucher-record.js';
import { hashOf, orderContent } from '../order-payment/order-content.js';
import { missingOf } from '../../domain/voucher-pack/voucher-pack.js';
import { saveOrder } from '../persistence/payment-order.repository.js';
import { hasSuspendedDebit } from '../persistence/statement.repository.js';
import { inOrder } from './in-order.js';
import { instructPayment } from './instruct-payment.js';

/**
 * One of at least two signatures under exactly this content, with a complete voucher pack, by neither the requester nor the preparer (R70, R118). The last
 * one instructs the payment in the same transaction.
 */
@Injectable()
export class ApprovePaymentHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { orderId }, body: { contentHash } }: RouteInput<typeof approvePayment>, caller: Caller) {
    return inOrder(this.unitOfWork, caller, orderId, async (tx, order, tranche) => {
      const missing = missingOf(await readChecklist(tx, order, tranche));
      const debitSuspended = await hasSuspendedDebit(tx, tranche.id);
      const currentHash = hashOf(orderContent(tranche, order.content));
      const facts = decide({ kind: 'approve', approver: caller.actorId, roles: approverRoles(caller.roles), contentHash, currentHash, missing, debitSuspended, at: tx.now }, order);
      if (isRefusal(facts)) return facts;
      const approved = { ...order, ...fold(evolve, order, facts) };
      await saveOrder(tx, { ...approved, status: order.status }, facts);
      const { trancheId, contractId, agencyOrgId } = order;
      const required = order.requiredRoles.length;
      const step = approved.approvals.length;
      const data = { orderId, trancheId, contractId, agencyOrgId, step, required, contentHash };
      tx.record({ contract: paymentApprovalGiven, subject: order.purchaseId, jurisdiction: order.jurisdiction, data });
      const answer = { orderId, approvalsGiven: step, requiredApprovals: required };
      if (approved.status !== 'approved') return { ...answer, status: approved.status };
      const { status, attemptId } = await instructPayment(tx, approved, tranche);
      return { ...answer, status, attemptId };
    });
  }
}
