import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import { canonicalContent } from './content.js';
import type { PaymentOrderCommand } from './payment-order.commands.js';
import type { PaymentOrderFact } from './payment-order.facts.js';
import { decide, endToEndIdOf, evolve, type PaymentOrder } from './payment-order.js';

const AT = '2026-04-02T01:00:00.000Z';
const HASH = 'a'.repeat(64);
const ID = '0198f0a0-0000-7000-8000-000000000241';
const ordered: PaymentOrder = {
  id: ID,
  amount: 295_750_000n,
  requestedBy: 'requester',
  preparedBy: 'service:funding',
  requiredRoles: ['finance-approver', 'finance-approver'],
  contentHash: HASH,
  status: 'awaiting-approval',
  approvals: [],
  attempts: [],
};

type Approve = PaymentOrderCommand & { kind: 'approve' };
const approve = (approver: string, over: Partial<Approve> = {}): PaymentOrderCommand => ({
  kind: 'approve',
  approver,
  roles: ['finance-approver'],
  contentHash: HASH,
  currentHash: HASH,
  missing: [],
  debitSuspended: false,
  at: AT,
  ...over,
});
const instruct: PaymentOrderCommand = { kind: 'instruct', attemptId: 'attempt', at: AT };
const booked = (amount = 295_750_000n): PaymentOrderCommand & { kind: 'note-booked' } => ({ kind: 'note-booked', attemptId: 'attempt', amount, entryRef: 'E1', bookedOn: '2026-04-02' });
const afterAll = (amount?: bigint): PaymentOrderCommand => ({ ...booked(amount), afterAll: true });
const returned: PaymentOrderCommand & { kind: 'note-returned' } = { kind: 'note-returned', attemptId: 'attempt', amount: 295_750_000n, entryRef: 'E2', code: 'AC04' };
const rejected: PaymentOrderCommand = { kind: 'note-rejected', attemptId: 'attempt', code: 'AC04' };
const accepted: PaymentOrderCommand = { kind: 'note-accepted', attemptId: 'attempt' };
const unknown: PaymentOrderCommand = { kind: 'note-unknown', attemptId: 'attempt', enquireBy: AT };

/** Plays commands; a refused one changes nothing. Answers the end and the last decision. */
const play = (...commands: PaymentOrderCommand[]) => playOn(ordered, ...commands);
function playOn(start: PaymentOrder, ...commands: PaymentOrderCommand[]): { order: PaymentOrder; said: string; facts: PaymentOrderFact[] } {
  let order = start;
  let said = '';
  const facts: PaymentOrderFact[] = [];
  for (const command of commands) {
    const decided = decide(command, order);
    said = isRefusal(decided) ? decided.code : decided.map(({ kind }) => kind).join();
    if (isRefusal(decided)) continue;
    facts.push(...decided);
    order = fold(evolve, order, decided);
  }
  return { order, said, facts };
}
const instructed = [approve('one'), approve('two'), instruct] as const;

describe('a payment order', () => {
  it('is approved by two people who neither asked nor prepared (R70)', () => {
    expect(play(approve('one')).order.status).toBe('awaiting-approval');
    expect(play(approve('one'), approve('two')).order.status).toBe('approved');
  });

  const large: PaymentOrder = { ...ordered, requiredRoles: ['finance-approver', 'finance-approver', 'finance-leader'] };

  it('is approved by the leader of the bureau too from the threshold on, in any order', () => {
    const leader = approve('leader', { roles: ['finance-leader'] });
    expect(playOn(large, approve('one'), approve('two')).order.status).toBe('awaiting-approval');
    expect(playOn(large, approve('one'), approve('two'), approve('three')).said).toBe('payment-order.role-not-awaited');
    for (const steps of [[leader, approve('one'), approve('two')], [approve('one'), approve('two'), leader]]) expect(playOn(large, ...steps).order.status).toBe('approved');
  });

  it('counts a person once, whatever roles they have', () => {
    const both = approve('both', { roles: ['finance-approver', 'finance-leader'] });
    const { order } = playOn(large, both, both, approve('one'));
    expect(order.approvals.map(({ approver, role }) => [approver, role])).toEqual([['both', 'finance-approver'], ['one', 'finance-approver']]);
    expect(order.status).toBe('awaiting-approval');
  });

  it('is never approved but by as many different people as its roles, each in one of them, under any approvals', () => {
    const person = fc.record({ approver: fc.constantFrom('requester', 'a', 'b', 'c', 'd'), roles: fc.subarray<'finance-approver' | 'finance-leader'>(['finance-approver', 'finance-leader']) });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 10 }), (people) => {
        const { order } = playOn(large, ...people.map(({ approver, roles }) => approve(approver, { roles })));
        const approvers = new Set(order.approvals.map(({ approver }) => approver));
        expect(approvers.size).toBe(order.approvals.length);
        expect(approvers.has('requester')).toBe(false);
        if (order.status === 'approved') expect(order.approvals.map(({ role }) => role).toSorted()).toEqual([...large.requiredRoles].toSorted());
      }),
    );
  });

  it.each([
    ['the requester', [approve('requester')], 'payment-order.requester-may-not-approve'],
    ['the preparer', [approve('service:funding')], 'payment-order.requester-may-not-approve'],
    ['the same person twice', [approve('one'), approve('one')], 'payment-order.same-approver-twice'],
    ['a hash of other content (R118)', [approve('one', { contentHash: 'b'.repeat(64) })], 'payment-order.content-changed'],
    ['what has changed since it was ordered (R118)', [approve('one', { currentHash: 'b'.repeat(64) })], 'payment-order.content-changed'],
    ['a pack that lacks something mandatory (R118)', [approve('one', { missing: ['contract', 'invoice'] })], 'payment-order.voucher-missing'],
    ['an approval while a debit of an earlier instruction waits in suspense (R116)', [approve('one', { debitSuspended: true })], 'payment-order.debit-suspended'],
    ['a person in no role that is awaited', [approve('one', { roles: ['finance-leader'] })], 'payment-order.role-not-awaited'],
    ['an approval too many', [approve('one'), approve('two'), approve('three')], 'payment-order.not-awaiting-approval'],
    ['a decline by the requester', [{ kind: 'decline', approver: 'requester', reason: 'x', at: AT }], 'payment-order.requester-may-not-approve'],
    ['an approval after a decline', [{ kind: 'decline', approver: 'one', reason: 'x', at: AT }, approve('two')], 'payment-order.not-awaiting-approval'],
    ['an instruction before all approvals (R115)', [approve('one'), instruct], 'payment-order.not-approved'],
    ['a second instruction', [...instructed, { ...instruct, attemptId: 'other' }], 'payment-order.attempt-is-live'],
    ['a second instruction while the first is unknown', [...instructed, unknown, { ...instruct, attemptId: 'other' }], 'payment-order.attempt-is-live'],
    ['to be void once the treasury has it', [...instructed, { kind: 'void', reason: 'x' }], 'payment-order.cannot-void'],
    ['an answer about nothing', [...instructed, { ...accepted, attemptId: 'other' }], 'payment-order.unknown-attempt'],
    ['an entry over another amount (R116)', [...instructed, booked(1n)], 'payment-order.amount-differs'],
    ['money back that never left', [...instructed, returned], 'payment-order.amount-differs'],
    ['a booking of what was rejected', [...instructed, rejected, booked()], 'payment-order.amount-differs'],
    ['a booking after all of another amount', [...instructed, rejected, afterAll(1n)], 'payment-order.amount-differs'],
    ['a booking after all of what came back', [...instructed, booked(), returned, afterAll()], 'payment-order.amount-differs'],
    ['all of it back when a part came back before', [...instructed, booked(), { ...returned, kept: 1n }], 'payment-order.amount-differs'],
  ] as [string, PaymentOrderCommand[], string][])('refuses %s', (_what, commands, code) => {
    expect(play(...commands).said).toBe(code);
  });

  it('is settled by the statement, whether or not the treasury answered before', () => {
    for (const answers of [[], [accepted], [unknown], [unknown, accepted]]) expect(play(...instructed, ...answers, booked()).order.status).toBe('settled');
  });

  it('is settled after it was called rejected when people find that it was carried out, and comes back by what it still has', () => {
    expect(play(...instructed, rejected, afterAll()).order.status).toBe('settled');
    expect(play(...instructed, rejected, afterAll(), { ...returned, amount: 1n, kept: 1n }).order.status).toBe('returned');
  });

  it('is not settled by an acceptance', () => {
    expect(play(...instructed, accepted).order.status).toBe('in-transit');
  });

  it('never leaves a final status, whatever comes late or twice', () => {
    const late = [accepted, unknown, rejected, booked()];
    fc.assert(
      fc.property(fc.shuffledSubarray(late), (answers) => {
        expect(play(...instructed, booked(), ...answers).order.status).toBe('settled');
        expect(play(...instructed, booked(), returned, ...answers).order.status).toBe('returned');
      }),
    );
  });

  it('settles or rejects at most once under any answers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(accepted, unknown, rejected, booked(), booked(1n), returned), { maxLength: 12 }), (answers) => {
        const { facts } = play(...instructed, ...answers);
        const ends = facts.filter(({ kind }) => kind === 'settled' || kind === 'rejected');
        expect(ends.length).toBeLessThanOrEqual(1);
        expect(facts.filter(({ kind }) => kind === 'returned').length).toBeLessThanOrEqual(ends.filter(({ kind }) => kind === 'settled').length);
      }),
    );
  });

  it('has an end-to-end id that fits ISO 20022 and is the same on every retry', () => {
    expect(endToEndIdOf(ID, 1)).toBe('0198f0a000007000800000000000024101');
    expect(endToEndIdOf(ID, 99).length).toBeLessThanOrEqual(35);
  });

  it('has one text for one content, and another for each change of it', () => {
    const content = { trancheId: 't', contractId: 'c', payeeAccountId: 'p', invoiceRef: 'i', amount: 5n, allocations: [{ commitmentId: 'm', lineId: 'l', year: 2026, amount: 5n }], evidenceIds: ['b', 'a'] };
    const text = canonicalContent(content);
    expect(canonicalContent({ ...content, evidenceIds: ['a', 'b'] })).toBe(text);
    const changes = [{ amount: 6n }, { payeeAccountId: 'q' }, { evidenceIds: ['a'] }, { invoiceRef: 'j' }, { allocations: [{ commitmentId: 'm', lineId: 'k', year: 2026, amount: 5n }] }];
    expect(new Set([text, ...changes.map((change) => canonicalContent({ ...content, ...change }))]).size).toBe(changes.length + 1);
  });
});
