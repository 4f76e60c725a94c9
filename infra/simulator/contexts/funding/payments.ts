import { giveBack, settle, uninstruct } from '@goufu/funding/domain/ledger/posting.js';
import type { PaymentOrderCommand } from '@goufu/funding/domain/payment-order/payment-order.commands.js';
import type { PaymentOrderFact } from '@goufu/funding/domain/payment-order/payment-order.facts.js';
import { decide, evolve, type Attempt } from '@goufu/funding/domain/payment-order/payment-order.js';
import { fold, isRefusal, plusMilliseconds, type Id } from '@goufu/kernel';
import type { Entry } from '../../world/bank.js';
import { MINUTE } from '../../world/clock.js';
import { post } from './ledger.js';
import { closeRequest } from './orders.js';
import type { Funding, FundingTx, StoredOrder } from './rows.js';
import { moveTranche } from './tranches.js';

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
      postAs(content.allocations.flatMap((part) => giveBack(trancheId, part)));
      closeRequest(tx, order);
      funding.tell({ kind: 'payment-returned', contractId, attemptId });
      return moveTranche(funding, trancheId, 'payable');
    case 'unknown':
    case 'accepted':
      return enquireLater(tx, attemptId);
    default:
      throw new Error(`${fact.kind} is no answer of the treasury`);
  }
}

const enquireLater = (tx: FundingTx, attemptId: Id): void => tx.put('task', `enquire/${attemptId}`, { id: `enquire/${attemptId}`, kind: 'enquire', attemptId, tries: 0 });

/** Matches one entry of the statement to what was instructed, exactly once; what does not match is suspended. */
export function takeIn(funding: Funding, entry: Entry): void {
  const { tx } = funding;
  if (tx.find('entry', entry.ref)) return;
  const reason = objection(funding, entry);
  tx.put('entry', entry.ref, { ref: entry.ref, outcome: reason ? 'suspended' : entry.direction === 'debit' ? 'settled' : 'returned' });
  if (reason) tx.put('suspense', entry.ref, { ref: entry.ref, direction: entry.direction, amount: entry.amount, reason });
}

function objection(funding: Funding, entry: Entry): string | undefined {
  const instruction = findInstruction(funding.tx, ({ endToEndId }) => endToEndId === entry.endToEndId);
  if (!instruction) return 'unknown-payment';
  const { order, attempt } = instruction;
  if (attempt.status === 'returned' || (attempt.status === 'settled') === (entry.direction === 'debit')) return 'not-expected';
  if (entry.amount !== order.amount) return 'amount-differs';
  if (order.content.payeeAccountId !== entry.counterparty) return 'payee-differs';
  return noteAnswer(funding, attempt.id, entry) ? undefined : 'not-expected';
}
