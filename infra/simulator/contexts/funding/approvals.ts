import { instruct } from '@goufu/funding/domain/ledger/posting.js';
import { decide, evolve } from '@goufu/funding/domain/payment-order/payment-order.js';
import { objectionTo } from '@goufu/funding/domain/payment-request/payment-request.js';
import { mayBeOrdered, standingOf } from '@goufu/funding/domain/tranche/reading.js';
import { decide as decideTranche } from '@goufu/funding/domain/tranche/tranche.js';
import { assert, fold, isRefusal, localDateOf, type Id } from '@goufu/kernel';
import { post } from './ledger.js';
import { closeRequest, orderPayments } from './orders.js';
import type { Funding, FundingTx, StoredOrder } from './rows.js';
import { moveTranche, write } from './tranches.js';
import { heldAgainstLines } from './waiting.js';

/** Whoever signs here may sign in any role: what counts is that they are different people. */
const EVERY_ROLE = ['finance-approver', 'finance-leader'] as const;

export const personOf = (agencyId: Id): string => `person-of-${agencyId}`;

/** The agency asks for its money, before it is owed or after. */
export function requestPayment(funding: Funding, trancheId: Id): boolean {
  const { tx, at } = funding;
  const tranche = tx.get('tranche', trancheId);
  const earlier = tx.all('request').filter((request) => request.trancheId === trancheId);
  const requested = earlier.some(({ state }) => state !== 'closed');
  const today = localDateOf(at);
  if (objectionTo({ standing: standingOf(tranche), suspended: false, requested, invoiceUsed: false, invoiceDate: today, today })) return false;
  const id = `${trancheId}/request/${earlier.length + 1}`;
  tx.put('request', id, { id, trancheId, state: 'open', requestedBy: personOf(tranche.agencyId) });
  const noted = decideTranche({ kind: 'note-evidence', factId: id, evidence: { kind: 'payment-requested' }, at }, tranche);
  write(funding, tranche, isRefusal(noted) ? [] : heldAgainstLines(tx, tranche, noted));
  if (mayBeOrdered(tranche)) orderPayments(funding, tx.get('tranche', trancheId));
  return true;
}

/** One signature under a content with that hash; the last one instructs the payment in the same transaction. */
export function approve(funding: Funding, orderId: Id, approver: string, contentHash: string): boolean {
  const { tx, at } = funding;
  const order = tx.get('order', orderId);
  const facts = decide({ kind: 'approve', approver, roles: EVERY_ROLE, contentHash, currentHash: order.contentHash, missing: [], debitSuspended: hasSuspendedDebit(tx, order.trancheId), at }, order);
  if (isRefusal(facts)) return false;
  const approved = { ...order, ...fold(evolve, order, facts) };
  tx.put('order', orderId, approved);
  if (approved.status === 'approved') instructPayment(funding, approved);
  return true;
}

/** Nobody pays again what may have left already. */
const hasSuspendedDebit = (tx: FundingTx, trancheId: Id): boolean =>
  tx.all('order').some((order) => order.trancheId === trancheId && order.attempts.some(({ endToEndId }) => tx.find('suspense', `${endToEndId}/debit`)));

/** Payable → InTransit with the attempt on record before anything leaves. */
function instructPayment(funding: Funding, order: StoredOrder): void {
  const { tx, at } = funding;
  const attemptId = `${order.id}/attempt/${order.attempts.length + 1}`;
  const facts = decide({ kind: 'instruct', attemptId, at }, order);
  assert(!isRefusal(facts), 'a fully approved order is instructed');
  tx.put('order', order.id, { ...order, ...fold(evolve, order, facts) });
  const transfers = order.content.allocations.flatMap((part) => instruct(order.trancheId, attemptId, part));
  post(tx, [{ eventId: `${attemptId}/instructed`, reason: 'instructed', transfers }]);
  moveTranche(funding, order.trancheId, 'in-transit');
  tx.put('task', `send/${attemptId}`, { id: `send/${attemptId}`, kind: 'send', attemptId, tries: 0 });
}

/** Declines for good; the agency may ask again. */
export function decline({ tx, at }: Funding, orderId: Id, approver: string): boolean {
  const order = tx.get('order', orderId);
  const facts = decide({ kind: 'decline', approver, reason: 'a voucher is missing', at }, order);
  if (isRefusal(facts)) return false;
  tx.put('order', orderId, { ...order, ...fold(evolve, order, facts) });
  closeRequest(tx, order);
  return true;
}
