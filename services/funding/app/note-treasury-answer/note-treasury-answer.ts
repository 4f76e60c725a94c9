import { paymentRejected, paymentReturned, paymentSettled, paymentUnknown } from '@goufu/contracts';
import { fold, isRefusal, unreachable, wireFen, type Fen, type Id, type Refusal } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import { settle, uninstruct, type Transfer } from '../../domain/ledger/posting.js';
import type { PaymentOrderCommand } from '../../domain/payment-order/payment-order.commands.js';
import type { PaymentOrderFact } from '../../domain/payment-order/payment-order.facts.js';
import { decide, evolve } from '../../domain/payment-order/payment-order.js';
import { enquireBy } from '../approve-payment/instruct-payment.js';
import { lockOrderWithTranche } from '../approve-payment/in-order.js';
import { post } from '../persistence/ledger.repository.js';
import { findInstruction, saveOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import { setRequestState } from '../persistence/payment-request.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { takeBack } from './take-back.js';
import { moveTranche } from '../release-tranche/move-tranche.js';
import { wireParts } from '../release-tranche/published-facts.js';
import { AT_ONCE, ENQUIRE_PAYMENT } from '../send-payment/payment-tasks.js';
import { NARRATIVE, type EnquiryAnswer, type SendAnswer, type StatementEntry } from '../send-payment/treasury-gateway.js';

/** An answer to a sending or an enquiry, or an entry of the statement. */
export type TreasuryAnswer = Exclude<SendAnswer | EnquiryAnswer, { kind: 'not-sent' | 'never-received' | 'handed-over' }> | { readonly kind: 'entry'; readonly entry: StatementEntry };

/**
 * Takes in what the treasury says of an instruction: order, ledger, tranche and facts in one transaction. Answers come in any
 * order and more than once; a final status never goes back. A refusal says that the answer does not fit: suspense.
 */
export async function noteTreasuryAnswer(tx: Tx, attemptId: Id, answer: TreasuryAnswer): Promise<Refusal | undefined> {
  const instruction = await findInstruction(tx, { attemptId });
  const locked = instruction && (await lockOrderWithTranche(tx, instruction.orderId));
  if (!locked) throw new Error(`there is no payment attempt ${attemptId}`);
  const { order, tranche } = locked;
  const facts = decide(commandFor(attemptId, answer, enquireBy(order.jurisdiction, tx.now), tranche.released), order);
  if (isRefusal(facts)) return facts;
  const after = { ...order, ...fold(evolve, order, facts) };
  if (facts.length > 0) await saveOrder(tx, after, facts);
  for (const fact of facts) await followAnswer(tx, after, tranche, fact);
  // Silent once more: nothing is new, and somebody must still ask.
  if (answer.kind === 'unknown' && facts.length === 0 && instruction.status === 'unknown') enquire(tx, attemptId);
  return undefined;
}

/** `kept`: what of the payment has not come back, once it is settled. */
function commandFor(attemptId: Id, answer: TreasuryAnswer, enquireAt: string, kept: Fen): PaymentOrderCommand {
  switch (answer.kind) {
    case 'accepted':
    case 'booked':
      return { kind: 'note-accepted', attemptId };
    case 'rejected':
      return { kind: 'note-rejected', attemptId, code: answer.code };
    case 'unknown':
      return { kind: 'note-unknown', attemptId, enquireBy: enquireAt };
    case 'entry': {
      const { entryRef, amount, bookedOn, direction, returnCode } = answer.entry;
      return direction === 'debit' ? { kind: 'note-booked', attemptId, amount, entryRef, bookedOn } : { kind: 'note-returned', attemptId, amount, entryRef, code: returnCode ?? NARRATIVE, kept };
    }
    default:
      return unreachable(answer);
  }
}

/** What a fact about an order does beside it: ledger, tranche, request, and what others are told. */
export async function followAnswer(tx: Tx, order: StoredOrder, tranche: StoredTranche, fact: PaymentOrderFact): Promise<void> {
  const { id: orderId, trancheId, contractId, agencyOrgId, purchaseId, jurisdiction, content } = order;
  const about = { subject: purchaseId, jurisdiction };
  const attempt = order.attempts.find(({ id }) => 'attemptId' in fact && id === fact.attemptId);
  if (!attempt) throw new Error(`order ${orderId}: ${fact.kind} names no attempt`);
  const { id: attemptId, endToEndId } = attempt;
  const data = { orderId, trancheId, contractId, agencyOrgId, attemptId, endToEndId, fen: wireFen(order.amount) };
  const postParts = (transfers: Transfer[]) => post(tx, [{ eventId: causedId(attemptId, fact.kind), reason: fact.kind, purchaseId, jurisdiction, transfers }]);
  switch (fact.kind) {
    case 'settled':
      postParts(content.allocations.flatMap((part) => settle(attemptId, part)));
      await moveTranche(tx, tranche, 'disbursed');
      await setRequestState(tx, order.requestId, 'paid');
      tx.record({ ...about, contract: paymentSettled, data: { ...data, bookedOn: fact.bookedOn, entryRef: fact.entryRef, parts: wireParts(content.allocations) } });
      return;
    case 'rejected':
      postParts(content.allocations.flatMap((part) => uninstruct(trancheId, attemptId, part)));
      tx.record({ ...about, contract: paymentRejected, data: { ...data, code: fact.code } });
      return payableAgain(tx, order, tranche);
    case 'returned':
      tx.record({ ...about, contract: paymentReturned, data: { ...data, fen: wireFen(fact.amount), code: fact.code, entryRef: fact.entryRef } });
      await setRequestState(tx, order.requestId, 'closed');
      return takeBack(tx, order, tranche, attemptId);
    case 'unknown':
      tx.record({ ...about, contract: paymentUnknown, data: { ...data, enquireBy: fact.enquireBy } });
      enquire(tx, attemptId);
      return;
    case 'accepted':
      enquire(tx, attemptId);
      return;
    case 'approved':
    case 'declined':
    case 'instructed':
    case 'voided':
      throw new Error(`${fact.kind} is no answer of the treasury`);
    default:
      unreachable(fact);
  }
}

/** The money did not arrive: it is owed as before, and the agency asks again once the reason is mended. */
async function payableAgain(tx: Tx, order: StoredOrder, tranche: StoredTranche): Promise<void> {
  await setRequestState(tx, order.requestId, 'closed');
  await moveTranche(tx, tranche, 'payable');
}

const enquire = (tx: Tx, attemptId: Id): void =>
  scheduleTask(tx, { kind: ENQUIRE_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
