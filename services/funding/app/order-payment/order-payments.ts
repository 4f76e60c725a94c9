import { createHash } from 'node:crypto';
import { paymentOrdered } from '@goufu/contracts';
import { profileFor, requiredApprovals } from '@goufu/jurisdiction';
import { localDateOf, wireFen, type Id, type Instant } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { splitOver } from '../../domain/ledger/posting.js';
import { canonicalContent, type OrderContent } from '../../domain/payment-order/content.js';
import { assess } from '../../domain/tranche/assessment.js';
import { insertOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import { requestsToOrder, type OpenRequest } from '../persistence/payment-request.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

/** Nobody's hand: an order follows from a release and a request. The agency's person asked; two others approve. */
const PREPARER = 'service:funding';

/** Puts a payment order before the approvers for each payable tranche whose agency asked for it. The tranches are locked. */
export async function orderPayments(tx: Tx, payable: readonly StoredTranche[], causes: ReadonlyMap<Id, Cause | undefined> = new Map()): Promise<void> {
  if (payable.length === 0) return;
  const requests = await requestsToOrder(
    tx,
    payable.map(({ id }) => id),
  );
  for (const request of requests) {
    const tranche = payable.find(({ id }) => id === request.trancheId);
    if (!tranche) continue;
    const order = orderFor(tranche, request, tx.now);
    await insertOrder(tx, order);
    const { id: orderId, trancheId, contractId, agencyOrgId, contentHash, payBy } = order;
    const causedBy = causes.get(tranche.id);
    tx.record({
      contract: paymentOrdered,
      subject: order.purchaseId,
      jurisdiction: order.jurisdiction,
      ...(causedBy ? { causedBy } : {}),
      data: { orderId, trancheId, contractId, agencyOrgId, fen: wireFen(order.amount), contentHash, requiredApprovals: order.requiredApprovals, payBy },
    });
  }
}

function orderFor(tranche: StoredTranche, request: OpenRequest, now: Instant): StoredOrder {
  const { id: trancheId, contractId, purchaseId, agencyOrgId, jurisdiction, released: amount } = tranche;
  const { payeeAccountId, invoiceRef, payBy, requestedBy } = request;
  const assessment = assess(tranche.terms, tranche.evidence);
  const evidenceIds = assessment.kind === 'release' ? assessment.evidenceIds : [];
  const content: OrderContent = { trancheId, contractId, payeeAccountId, invoiceRef, amount, allocations: splitOver(amount, tranche.allocations), evidenceIds };
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
    payBy,
    requestedBy,
    preparedBy: PREPARER,
    content,
    contentHash: createHash('sha256').update(canonicalContent(content)).digest('hex'),
    requiredApprovals: requiredApprovals(profileFor(jurisdiction, localDateOf(now)).get('pay.approval_thresholds'), amount),
    status: 'awaiting-approval',
    orderedAt: now,
    approvals: [],
    attempts: [],
  };
}
