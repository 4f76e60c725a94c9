import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import type { ClawbackCommand } from './clawback-case.commands.js';
import type { ClawbackFact } from './clawback-case.facts.js';
import { caseOfReference, claimOf, type ClawbackCase, decide, evolve, objectionTo, paymentReferenceOf } from './clawback-case.js';

const WITHIN = '2026-04-02T01:00:00.000Z';
const AFTER = '2026-04-11T01:00:00.000Z';
const raised: ClawbackCase = {
  id: '0198f0a0-0000-7000-8000-000000000c01',
  claimed: 100n,
  raisedBy: 'officer',
  replyUntil: '2026-04-10',
  status: 'awaiting-reply',
  due: 0n,
  refunded: 0n,
};
const reply: ClawbackCommand = { kind: 'reply', text: '服务记录有误', by: 'agency', at: WITHIN };
const judge = (verdict: 'approve' | 'reduce' | 'waive', over: Partial<ClawbackCommand & { kind: 'decide' }> = {}): ClawbackCommand => ({
  kind: 'decide',
  verdict,
  reason: '核实无误',
  by: 'approver',
  at: AFTER,
  refundUntil: '2026-05-11',
  claimable: 100n,
  ...over,
});
const refund = (amount: bigint): ClawbackCommand => ({ kind: 'note-refund', amount, at: AFTER });
const withdraw: ClawbackCommand = { kind: 'withdraw', reason: 'payment-returned', by: 'service:funding', at: AFTER };

/** Plays commands; a refused one changes nothing. */
function play(...commands: ClawbackCommand[]): { end: ClawbackCase; said: string; facts: ClawbackFact[] } {
  let end = raised;
  let said = '';
  const facts: ClawbackFact[] = [];
  for (const command of commands) {
    const decided = decide(command, end);
    said = isRefusal(decided) ? decided.code : decided.map(({ kind }) => kind).join();
    if (isRefusal(decided)) continue;
    facts.push(...decided);
    end = fold(evolve, end, decided);
  }
  return { end, said, facts };
}

describe('a clawback case (R123)', () => {
  it('goes from the reply over the decision of another person to the refund', () => {
    const { end, facts } = play(reply, judge('approve'), refund(40n), refund(60n));
    expect(facts.map(({ kind }) => kind)).toEqual(['replied', 'upheld', 'refunded', 'refunded', 'settled']);
    expect(end).toMatchObject({ status: 'settled', due: 100n, refunded: 100n });
  });

  it('is decided without a reply once the period is over, not before', () => {
    expect(play(judge('approve')).end.status).toBe('awaiting-refund');
    expect(play(judge('approve', { at: WITHIN })).said).toBe('clawback.reply-period-open');
    expect(play(judge('approve', { at: '2026-04-10T15:59:59.999Z' })).said).toBe('clawback.reply-period-open');
    expect(play(reply, judge('approve', { at: WITHIN })).end.status).toBe('awaiting-refund');
  });

  it.each([
    ['a decision by whoever raised it', [reply, judge('approve', { by: 'officer' })], 'clawback.raiser-may-not-decide'],
    ['a waiver by whoever raised it', [reply, judge('waive', { by: 'officer' })], 'clawback.raiser-may-not-decide'],
    ['a second reply', [reply, reply], 'clawback.already-replied'],
    ['a reply after the period', [{ ...reply, at: AFTER }], 'clawback.reply-too-late'],
    ['a reply after the decision', [judge('approve'), { ...reply, at: AFTER }], 'clawback.already-decided'],
    ['a second decision', [reply, judge('approve'), judge('waive')], 'clawback.already-decided'],
    ['a reduction to nothing', [reply, judge('reduce', { amount: 0n })], 'clawback.not-below-claim'],
    ['a reduction without an amount', [reply, judge('reduce')], 'clawback.not-below-claim'],
    ['a reduction to the claim', [reply, judge('reduce', { amount: 100n })], 'clawback.not-below-claim'],
    ['more than is left of what was paid', [reply, judge('approve', { claimable: 99n })], 'clawback.more-than-paid'],
    ['a refund before the decision', [reply, refund(1n)], 'clawback.no-refund-due'],
    ['a refund of what was waived', [reply, judge('waive'), refund(1n)], 'clawback.no-refund-due'],
    ['a refund of a settled case', [reply, judge('approve'), refund(100n), refund(1n)], 'clawback.no-refund-due'],
  ] as [string, ClawbackCommand[], string][])('refuses %s', (_what, commands, code) => {
    expect(play(...commands).said).toBe(code);
  });

  it('takes of too large a refund what is due, and leaves the rest over', () => {
    expect(play(reply, judge('reduce', { amount: 30n }), refund(50n)).facts).toContainEqual({ kind: 'refunded', amount: 30n, excess: 20n });
  });

  it('is withdrawn when the payment itself came back, unless money was refunded', () => {
    expect(play(withdraw).end.status).toBe('waived');
    expect(play(reply, judge('approve'), withdraw).end).toMatchObject({ status: 'waived', due: 0n });
    expect(play(reply, judge('approve'), refund(1n), withdraw).end.status).toBe('awaiting-refund');
    expect(play(reply, judge('approve'), refund(100n), withdraw).end.status).toBe('settled');
  });

  it('asks for no more of a payment that came back when a part was refunded', () => {
    const { end, facts } = play(reply, judge('approve'), refund(30n), { ...withdraw, rest: true });
    expect(end).toMatchObject({ status: 'settled', due: 30n, refunded: 30n });
    expect(facts.slice(-2)).toEqual([{ kind: 'rest-withdrawn', due: 30n }, { kind: 'settled', at: AFTER }]);
    expect(play(reply, judge('approve'), { ...withdraw, rest: true }).end.status).toBe('waived');
  });

  it('never takes more than is due, loses no fen of any refund it takes, and ends once', () => {
    const refunds = fc.array(fc.bigInt({ min: 1n, max: 60n }).map(refund), { maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99n }), refunds, (amount, coming) => {
        const { end, facts } = play(reply, judge('reduce', { amount }), ...coming);
        const taken = facts.flatMap((fact) => (fact.kind === 'refunded' ? [fact] : []));
        expect(end.refunded).toBe(taken.reduce((sum, fact) => sum + fact.amount, 0n));
        expect(end.refunded <= end.due).toBe(true);
        expect(end.status === 'settled').toBe(end.refunded === end.due);
        expect(facts.filter(({ kind }) => kind === 'settled').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('asks back only what was paid and nobody else asks back', () => {
    expect(objectionTo({ amount: 100n, paid: true, claimable: 100n })).toBeUndefined();
    expect(objectionTo({ amount: 101n, paid: true, claimable: 100n })?.code).toBe('clawback.more-than-paid');
    expect(objectionTo({ amount: 1n, paid: false, claimable: 100n })?.code).toBe('clawback.not-paid');
    expect(objectionTo({ amount: 0n, paid: true, claimable: 100n })?.code).toBe('clawback.nothing-asked');
    const claims = [play(), play(reply), play(reply, judge('reduce', { amount: 30n })), play(judge('waive'))].map(({ end }) => claimOf(end));
    expect(claims).toEqual([100n, 100n, 30n, 0n]);
  });

  it('is found by the reference on a refund, wherever it stands', () => {
    const reference = paymentReferenceOf(raised.id);
    expect(reference.length).toBeLessThanOrEqual(35);
    expect(caseOfReference(reference)).toBe(raised.id);
    expect(caseOfReference('NOTPROVIDED', `退款 ${reference} 锦江`)).toBe(raised.id);
    expect(caseOfReference('0198f0a000007000800000000000024101', undefined)).toBeUndefined();
  });
});
