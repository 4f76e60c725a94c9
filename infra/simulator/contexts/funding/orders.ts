import { splitOver } from '@goufu/funding/domain/ledger/posting.js';
import { canonicalContent, type OrderContent } from '@goufu/funding/domain/payment-order/content.js';
import { decide, evolve } from '@goufu/funding/domain/payment-order/payment-order.js';
import { assess } from '@goufu/funding/domain/tranche/assessment.js';
import { assert, fold, isRefusal, type Id } from '@goufu/kernel';
import { approversFor } from '../rules.js';
import type { Funding, FundingTx, StoredOrder, StoredTranche } from './rows.js';

const PREPARER = 'service:funding';
const payeeOf = (agencyId: Id): string => `account-of-${agencyId}`;

/** Puts an order before the approvers when the tranche is owed and asked for. */
export function orderPayments({ tx }: Funding, tranche: StoredTranche): void {
  const request = tx.all('request').find(({ trancheId, state }) => trancheId === tranche.id && state === 'open');
  if (!request || tx.all('order').some(({ requestId, status }) => requestId === request.id && status !== 'void')) return;
  const assessment = assess(tranche.terms, tranche.evidence);
  const content: OrderContent = {
    trancheId: tranche.id,
    contractId: tranche.contractId,
    payeeAccountId: payeeOf(tranche.agencyId),
    invoiceRef: request.id,
    amount: tranche.released,
    allocations: splitOver(tranche.released, tranche.allocations),
    evidenceIds: assessment.kind === 'release' ? assessment.evidenceIds : [],
  };
  const id = `order-${tx.all('order').length + 1}`;
  const about = { id, trancheId: tranche.id, requestId: request.id, amount: tranche.released, requestedBy: request.requestedBy, preparedBy: PREPARER };
  const approvals = { requiredRoles: approversFor(tranche.released), contentHash: canonicalContent(content), approvals: [], attempts: [] };
  tx.put('order', id, { ...about, ...approvals, content, status: 'awaiting-approval' });
}

/** What was to be paid is no longer owed: the order and its approvals are void. */
export function voidOrders(tx: FundingTx, trancheId: Id): void {
  for (const order of tx.all('order')) {
    if (order.trancheId !== trancheId || order.status !== 'awaiting-approval') continue;
    const facts = decide({ kind: 'void', reason: 'release-reversed' }, order);
    assert(!isRefusal(facts), 'an order that awaits approval can be voided');
    tx.put('order', order.id, { ...order, ...fold(evolve, order, facts) });
  }
}

export const closeRequest = (tx: FundingTx, { requestId }: StoredOrder): void => tx.put('request', requestId, { ...tx.get('request', requestId), state: 'closed' });
