import { divideReturned } from '@goufu/funding/domain/clawback-case/returned-payment.js';
import { giveBack, refund, settle, sliceOver, splitOver, uninstruct } from '@goufu/funding/domain/ledger/posting.js';
import type { PaymentOrderCommand } from '@goufu/funding/domain/payment-order/payment-order.commands.js';
import type { PaymentOrderFact } from '@goufu/funding/domain/payment-order/payment-order.facts.js';
import { decide, evolve, type Attempt } from '@goufu/funding/domain/payment-order/payment-order.js';
import { fold, isRefusal, localDateOf, plusMilliseconds, type Fen, type Id } from '@goufu/kernel';
import type { Entry } from '../../world/bank.js';
import { MINUTE } from '../../world/clock.js';
import { endOfPayment, refundCases, refundedOn, takeRefund } from './cases.js';
import { supplementTranche } from './corrections.js';
import { post } from './ledger.js';
import { closeRequest } from './orders.js';
import type { Funding, FundingTx, StoredOrder } from './rows.js';
import { moveTranche, write } from './tranches.js';
import { LineFunds } from './waiting.js';

/** What the treasury says of an instruction. */
export type TreasuryAnswer = 'accepted' | 'rejected' | 'unknown' | Entry;

export interface Instruction {
  readonly order: StoredOrder;
  readonly attempt: Attempt;
}

export function findInstruction(tx: FundingTx, matches: (attempt: Attempt) => boolean): Instruction | undefined {
  for (const order of tx.all('order')) {
    const attempt = order.attempts.find(matches);
    if (attempt) return { order, attempt };
  }
  return undefined;
}

/** Takes an answer in: order, ledger and tranche together. Answers false when it does not fit. */
export function noteAnswer(funding: Funding, attemptId: Id, answer: TreasuryAnswer): boolean {
  const { tx, at } = funding;
  const instruction = findInstruction(tx, ({ id }) => id === attemptId);
  if (!instruction) throw new Error(`there is no payment attempt ${attemptId}`);
  const { order } = instruction;
  const facts = decide(commandFor(attemptId, answer, plusMilliseconds(at, 30 * MINUTE), at.slice(0, 10)), order);
  if (isRefusal(facts)) return false;
  const after = { ...order, ...fold(evolve, order, facts) };
  if (facts.length > 0) tx.put('order', order.id, after);
  for (const fact of facts) follow(funding, after, attemptId, fact);
  // Silence again: nobody would ask any more.
  if (answer === 'unknown' && facts.length === 0 && instruction.attempt.status === 'unknown') enquireLater(tx, attemptId);
  return true;
}

function commandFor(attemptId: Id, answer: TreasuryAnswer, enquireBy: string, bookedOn: string): PaymentOrderCommand {
  if (answer === 'accepted') return { kind: 'note-accepted', attemptId };
  if (answer === 'rejected') return { kind: 'note-rejected', attemptId, code: 'AC04' };
  if (answer === 'unknown') return { kind: 'note-unknown', attemptId, enquireBy };
  const { amount, ref: entryRef, direction } = answer;
  return direction === 'debit' ? { kind: 'note-booked', attemptId, amount, entryRef, bookedOn } : { kind: 'note-returned', attemptId, amount, entryRef, code: 'AC06' };
}

function follow(funding: Funding, order: StoredOrder, attemptId: Id, fact: PaymentOrderFact): void {
  const { tx } = funding;
  const { trancheId, content } = order;
  const { contractId } = content;
  const postAs = (transfers: ReturnType<typeof settle>): void => post(tx, [{ eventId: `${attemptId}/${fact.kind}`, reason: fact.kind, transfers }]);
  switch (fact.kind) {
    case 'settled':
      postAs(content.allocations.flatMap((part) => settle(attemptId, part)));
      moveTranche(funding, trancheId, 'disbursed');
      tx.put('request', order.requestId, { ...tx.get('request', order.requestId), state: 'paid' });
      return funding.tell({ kind: 'payment-settled', contractId, attemptId });
    case 'rejected':
      postAs(content.allocations.flatMap((part) => uninstruct(trancheId, attemptId, part)));
      closeRequest(tx, order);
      return moveTranche(funding, trancheId, 'payable');
    case 'returned':
      closeRequest(tx, order);
      funding.tell({ kind: 'payment-returned', contractId, attemptId });
      return takeBack(funding, order, attemptId);
    case 'unknown':
    case 'accepted':
      return enquireLater(tx, attemptId);
    default:
      throw new Error(`${fact.kind} is no answer of the treasury`);
  }
}

/**
 * Disbursed → Payable, less what was refunded, which is on the line already, and less what a supplement grants again already, which goes
 * there; what was refunded because of a result can be granted again above (R123).
 */
function takeBack(funding: Funding, { trancheId, content }: StoredOrder, attemptId: Id): void {
  const { tx, at } = funding;
  const tranche = tx.get('tranche', trancheId);
  const cases = tx.all('case').filter((one) => one.trancheId === trancheId && !one.paymentReturned);
  const { owed, refunds, above } = divideReturned(tranche, cases);
  const toLine = sliceOver(owed, refunds, content.allocations).flatMap((part) => refund(part, Number(localDateOf(at).slice(0, 4))));
  post(tx, [{ eventId: `${attemptId}/returned`, reason: 'returned', transfers: [...splitOver(owed, content.allocations).flatMap((part) => giveBack(trancheId, part)), ...toLine] }]);
  refundCases(funding, cases, refunds);
  if (owed === 0n) return;
  if (above !== undefined) {
    const supplement = supplementTranche(funding, tranche, above, new LineFunds(tx));
    write(funding, supplement.tranche, supplement.facts);
  }
  moveTranche(funding, trancheId, 'payable', cases.some(({ refunded }) => refunded > 0n) ? owed : undefined);
  endOfPayment(tx, trancheId);
}

const enquireLater = (tx: FundingTx, attemptId: Id): void => tx.put('task', `enquire/${attemptId}`, { id: `enquire/${attemptId}`, kind: 'enquire', attemptId, tries: 0 });

/** Matches one entry of the statement to what was instructed, exactly once; what does not match is suspended. */
export function takeIn(funding: Funding, entry: Entry): void {
  const { tx } = funding;
  const { ref, direction } = entry;
  if (tx.find('entry', ref)) return;
  if (entry.ofCase !== undefined) return takeInRefund(funding, entry, entry.ofCase);
  const instruction = findInstruction(tx, ({ endToEndId }) => endToEndId === entry.endToEndId);
  const refunded = instruction && direction === 'credit' ? refundedOn(tx, instruction.order.trancheId) : 0n;
  const reason = objection(funding, entry, instruction, refunded);
  tx.put('entry', ref, { ref, outcome: reason ? 'suspended' : direction === 'debit' ? 'settled' : 'returned' });
  if (reason) suspend(tx, entry, ref, entry.amount, reason);
  // The agency had paid it back before, out of its own: finance says whose it is.
  else if (refunded > 0n) suspend(tx, entry, `${ref}/rest`, refunded, 'amount-differs');
}

/** What is due settles the case, what is too much is suspended, and so is all of one that fits no case (R123). */
function takeInRefund(funding: Funding, entry: Entry, caseId: Id): void {
  const { tx } = funding;
  const { ref, amount } = entry;
  const excess = takeRefund(funding, caseId, amount, `${caseId}/refund/${ref}`);
  tx.put('entry', ref, { ref, outcome: excess === undefined ? 'suspended' : 'refunded' });
  if (excess === undefined) suspend(tx, entry, ref, amount, 'not-expected');
  else if (excess > 0n) suspend(tx, entry, `${ref}/rest`, excess, 'amount-differs');
}

const suspend = (tx: FundingTx, { direction, ref }: Entry, as: string, amount: Fen, reason: string): void => tx.put('suspense', as, { ref, direction, amount, reason });

function objection(funding: Funding, entry: Entry, instruction: Instruction | undefined, refunded: Fen): string | undefined {
  if (!instruction) return 'unknown-payment';
  const { order, attempt } = instruction;
  if (attempt.status === 'returned' || (attempt.status === 'settled') === (entry.direction === 'debit')) return 'not-expected';
  if (entry.amount !== order.amount) return 'amount-differs';
  // All of it was refunded: nothing of what comes back now is the payment's.
  if (refunded >= order.amount) return 'not-expected';
  if (order.content.payeeAccountId !== entry.counterparty) return 'payee-differs';
  return noteAnswer(funding, attempt.id, entry) ? undefined : 'not-expected';
}
