import { claimOf, decide, evolve, objectionTo } from '@goufu/funding/domain/clawback-case/clawback-case.js';
import type { ClawbackCommand } from '@goufu/funding/domain/clawback-case/clawback-case.commands.js';
import type { Verdict } from '@goufu/funding/domain/clawback-case/clawback-case.facts.js';
import { isBeingRefunded } from '@goufu/funding/domain/clawback-case/returned-payment.js';
import { refund, sliceOver, splitOver, type Transfer } from '@goufu/funding/domain/ledger/posting.js';
import type { Claims } from '@goufu/funding/domain/tranche/correction.js';
import { addDays, assert, fold, isRefusal, localDateOf, sumFen, type Fen, type Id } from '@goufu/kernel';
import { post } from './ledger.js';
import type { Funding, FundingTx, StoredCase, StoredTranche } from './rows.js';

/** Whoever asks back what a result does not bear. */
export const SERVICE = 'service:funding';
const REPLY_DAYS = 10;
const REFUND_DAYS = 30;

const casesOf = (tx: FundingTx, trancheId: Id): StoredCase[] => tx.all('case').filter((one) => one.trancheId === trancheId);

/** What the service itself asks back of a tranche; what a person asks back is a matter of its own. */
export function claimsOn(tx: FundingTx, trancheId: Id): Claims {
  const own = casesOf(tx, trancheId).filter(({ raisedBy, paymentReturned }) => raisedBy === SERVICE && !paymentReturned);
  const open = own.filter(({ status, refunded }) => status.startsWith('awaiting-') && refunded === 0n);
  const kept = own.filter(({ status, refunded }) => status === 'settled' || refunded > 0n);
  const decided = own.filter(({ status, refunded, decidedBy }) => (status === 'settled' || status === 'waived' || refunded > 0n) && decidedBy !== undefined && decidedBy !== SERVICE);
  return { open: sumFen(open.map(({ claimed }) => claimed)), kept: sumFen(kept.map(({ due }) => due)), waived: sumFen(decided.map(({ claimed, due }) => claimed - due)) };
}

/** What was paid and no other case asks back. */
const claimableOf = (paid: Fen, cases: readonly StoredCase[]): Fen => cases.reduce((rest, one) => (one.paymentReturned ? rest : rest - claimOf(one)), paid);

export function raiseCase(funding: Funding, { id: trancheId, contractId, agencyId }: StoredTranche, id: Id, claimed: Fen, raisedBy: string): void {
  const until = addDays(localDateOf(funding.at), REPLY_DAYS);
  funding.tx.put('case', id, { id, trancheId, contractId, agencyId, claimed, raisedBy, replyUntil: until, status: 'awaiting-reply', due: 0n, refunded: 0n, paymentReturned: false });
  funding.tell({ kind: 'clawback-raised', caseId: id, trancheId, contractId, amount: claimed });
}

/** A person asks paid money back on a ground of their own. */
export function askBack(funding: Funding, trancheId: Id, amount: Fen, by: string): boolean {
  const { tx } = funding;
  const tranche = tx.get('tranche', trancheId);
  const known = casesOf(tx, trancheId);
  if (objectionTo({ amount, paid: tranche.stage === 'disbursed', claimable: claimableOf(tranche.released, known) })) return false;
  raiseCase(funding, tranche, `${trancheId}/asked/${known.length + 1}`, amount, by);
  return true;
}

/** Lets the case take a command; answers false when it refuses. */
function carryOut(funding: Funding, current: StoredCase, command: ClawbackCommand): boolean {
  const facts = decide(command, current);
  if (isRefusal(facts)) return false;
  const decider = facts.flatMap((fact) => (fact.kind === 'upheld' || fact.kind === 'waived' ? [fact.by] : []))[0];
  const after: StoredCase = { ...current, ...fold(evolve, current, facts), ...(decider === undefined ? {} : { decidedBy: decider }) };
  funding.tx.put('case', current.id, after);
  const { id: caseId, contractId } = current;
  if (facts.some(({ kind }) => kind === 'waived' || kind === 'settled')) funding.tell({ kind: 'clawback-settled', caseId, contractId, outcome: after.status === 'waived' ? 'waived' : 'refunded' });
  return true;
}

export const reply = (funding: Funding, caseId: Id, by: string): boolean => carryOut(funding, funding.tx.get('case', caseId), { kind: 'reply', text: 'heard', by, at: funding.at });

/** Another person upholds, reduces or waives. */
export function decideCase(funding: Funding, caseId: Id, verdict: Verdict, amount: Fen, by: string): boolean {
  const { tx, at } = funding;
  const current = tx.get('case', caseId);
  const others = casesOf(tx, current.trancheId).filter(({ id }) => id !== caseId);
  const claimable = claimableOf(tx.get('tranche', current.trancheId).released, others);
  return carryOut(funding, current, { kind: 'decide', verdict, amount, reason: 'heard', by, at, refundUntil: addDays(localDateOf(at), REFUND_DAYS), claimable });
}

/** What was paid came back, or a later result grants it: nothing is asked back for it any more. */
export function withdrawCases(funding: Funding, trancheId: Id, why: 'returned' | 'granted'): void {
  for (const open of casesOf(funding.tx, trancheId)) {
    if (why === 'granted' && open.raisedBy !== SERVICE) continue;
    carryOut(funding, open, { kind: 'withdraw', reason: why, by: SERVICE, at: funding.at, rest: why === 'returned' });
  }
}

/** Takes what is due of an amount; answers what is too much, or undefined when the case asks for nothing. */
export function takeRefund(funding: Funding, caseId: Id, amount: Fen, eventId: Id): Fen | undefined {
  const { tx, at } = funding;
  const current = tx.find('case', caseId);
  if (!current) return undefined;
  const { refunded } = current;
  if (!carryOut(funding, current, { kind: 'note-refund', amount, at })) return undefined;
  const taken = tx.get('case', caseId).refunded - refunded;
  post(tx, [{ eventId, reason: 'refunded', transfers: refundOf(tx, current, taken, Number(localDateOf(at).slice(0, 4))) }]);
  return amount - taken;
}

/** The parts of the payment that are still with the agency, from the last one on. */
function refundOf(tx: FundingTx, { trancheId }: StoredCase, amount: Fen, year: number): Transfer[] {
  const tranche = tx.get('tranche', trancheId);
  const all = casesOf(tx, trancheId).filter(({ paymentReturned }) => !paymentReturned);
  const before = sumFen(all.map(({ refunded }) => refunded)) - amount;
  return sliceOver(tranche.released - before - amount, amount, splitOver(tranche.released, tranche.allocations)).flatMap((part) => refund(part, year));
}

/** What was refunded of the payment that a tranche has now. */
export const refundedOn = (tx: FundingTx, trancheId: Id): Fen => sumFen(casesOf(tx, trancheId).map(({ paymentReturned, refunded }) => (paymentReturned ? 0n : refunded)));

/** What still was to be refunded came with the payment. */
export function refundCases(funding: Funding, cases: readonly StoredCase[], amount: Fen): void {
  let rest = amount;
  for (const one of cases.filter(isBeingRefunded)) {
    if (rest === 0n) return;
    assert(carryOut(funding, one, { kind: 'note-refund', amount: rest, at: funding.at }), 'what is due can be refunded');
    rest -= funding.tx.get('case', one.id).refunded - one.refunded;
  }
}

/** What was asked back of a payment that came back is no part of the next one. */
export function endOfPayment(tx: FundingTx, trancheId: Id): void {
  for (const one of casesOf(tx, trancheId)) tx.put('case', one.id, { ...one, paymentReturned: true });
}
