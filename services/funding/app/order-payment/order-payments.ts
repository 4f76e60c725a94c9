import { paymentOrdered } from '@goufu/contracts';
import { profileFor, requiredApprovers } from '@goufu/jurisdiction';
import { localDateOf, wireFen, type Id, type Instant } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { insertOrders, type StoredOrder } from '../persistence/payment-order.repository.js';
import { requestsToOrder, type OpenRequest } from '../persistence/payment-request.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { hashOf, orderContent } from './order-content.js';
import { payByOf } from './pay-by-of.js';

/** Nobody's hand: an order follows from a release and a request. The agency's person asked; two others approve. */
const PREPARER = 'service:funding';

/** Puts a payment order before the approvers for each payable tranche whose agency asked for it. The tranches are locked. */
export async function orderPayments(tx: Tx, payable: readonly StoredTranche[], causes: ReadonlyMap<Id, Cause | undefined> = new Map()): Promise<void> {
  if (payable.length === 0) return;
  const requests = await requestsToOrder(
    tx,
    payable.map(({ id }) => id),
  );
  await insertOrders(tx, makeOrders(tx, payable, requests, causes));
}

/** The orders that follow from requests for payable tranches, each told; whoever asks for them writes them. */
export function makeOrders(tx: Tx, payable: readonly StoredTranche[], requests: readonly OpenRequest[], causes: ReadonlyMap<Id, Cause | undefined>): StoredOrder[] {
  const tranches = new Map(payable.map((tranche) => [tranche.id, tranche]));
  return requests.flatMap((request) => {
    const tranche = tranches.get(request.trancheId);
    if (!tranche) return [];
    const order = orderFor(tranche, request, tx.now);
    const { id: orderId, trancheId, contractId, agencyOrgId, contentHash, payBy } = order;
    const causedBy = causes.get(tranche.id);
    tx.record({
      contract: paymentOrdered,
      subject: order.purchaseId,
      jurisdiction: order.jurisdiction,
      ...(causedBy ? { causedBy } : {}),
      data: { orderId, trancheId, contractId, agencyOrgId, fen: wireFen(order.amount), contentHash, requiredApprovals: order.requiredRoles.length, payBy },
    });
    return [order];
  });
}

function orderFor(tranche: StoredTranche, request: OpenRequest, now: Instant): StoredOrder {
  const { id: trancheId, contractId, purchaseId, agencyOrgId, jurisdiction, released: amount } = tranche;
  const { payeeAccountId, invoiceDate, requestedBy, small } = request;
  const content = orderContent(tranche, request);
  return {
    id: newId(),
    trancheId,
    contractId,
    purchaseId,
    agencyOrgId,
    jurisdiction,
    requestId: request.id,
    amount,
    payeeAccountId,
    payBy: payByOf(jurisdiction, { invoiceDate, releasedOn: localDateOf(request.payableSince), small }),
    requestedBy,
    preparedBy: PREPARER,
    content,
    contentHash: hashOf(content),
    requiredRoles: requiredApprovers(profileFor(jurisdiction, localDateOf(now)).get('pay.approval_thresholds'), amount),
    status: 'awaiting-approval',
    orderedAt: now,
    approvals: [],
    attempts: [],
  };
}
