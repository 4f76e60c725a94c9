import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import { given as givenOf } from '@goufu/testing';
import fc from 'fast-check';
import { decide, evolve, unasked, type LineTransferCommand, type Side } from './line-transfer.js';

const given = givenOf({ initial: unasked, decide, evolve });
const side = (id: string, over: Partial<Side> = {}): Side => ({
  id, jurisdiction: '510104', year: 2026, source: 'district-budget', allowedUse: '社会工作', uses: [], appropriated: 1_000n, available: 500n, closed: false, moved: 0n, ...over,
});
const request = (amount: bigint, from: Partial<Side> = {}, to: Partial<Side> = {}): LineTransferCommand => ({
  kind: 'request', from: side('a', from), to: side('b', to), amount, variance: 1_000, by: 'officer',
});
const approve = (by: string, from: Partial<Side> = {}, to: Partial<Side> = {}): LineTransferCommand => ({ kind: 'approve', from: side('a', from), to: side('b', to), by });
const requested = (required: number, amount = 100n) => ({ kind: 'requested', amount, required, by: 'officer' }) as const;

describe('a transfer between lines', () => {
  it('needs one approval up to the variance, the variance itself included, and two above it (R124)', () => {
    given().when(request(100n)).then(requested(1));
    given().when(request(101n)).then(requested(2, 101n));
    given().when(request(100n, {}, { appropriated: 999n })).then(requested(2));
  });

  it('counts all transfers of a line together', () => {
    given().when(request(50n, { moved: 50n })).then(requested(1, 50n));
    given().when(request(50n, { moved: 51n })).then(requested(2, 50n));
    given().when(request(50n, {}, { moved: 51n })).then(requested(2, 50n));
  });

  it.each<[string, bigint, Partial<Side>, Partial<Side>]>([
    ['nothing', 0n, {}, {}],
    ['same-line', 1n, {}, { id: 'a' }],
    ['other-jurisdiction', 1n, {}, { jurisdiction: '510105' }],
    ['other-year', 1n, {}, { year: 2027 }],
    ['other-source', 1n, {}, { source: 'city-budget' }],
    ['other-use', 1n, {}, { allowedUse: '培训' }],
    ['other-use', 1n, { uses: ['training'] }, { uses: ['evaluation'] }],
    ['other-use', 1n, { uses: ['training'] }, {}],
    ['closed', 1n, {}, { closed: true }],
    ['below-bound', 501n, {}, {}],
  ])('is refused as %s', (code, amount, from, to) => {
    given().when(request(amount, from, to)).thenRefused(`line-transfer.${code}`);
  });

  it('takes the same uses for the same, whatever their order and the words', () => {
    given().when(request(1n, { uses: ['training', 'evaluation'], allowedUse: '一' }, { uses: ['evaluation', 'training'], allowedUse: '二' })).then(requested(1, 1n));
  });

  it('moves with the last approval, which is given by neither the requester nor twice by one', () => {
    given(requested(1)).when(approve('officer')).thenRefused('line-transfer.same-person');
    given(requested(1)).when(approve('first')).then({ kind: 'approved', by: 'first' }, { kind: 'effected', amount: 100n });
    given(requested(2)).when(approve('first')).then({ kind: 'approved', by: 'first' });
    given(requested(2), { kind: 'approved', by: 'first' }).when(approve('first')).thenRefused('line-transfer.same-person');
    given(requested(2), { kind: 'approved', by: 'first' }).when(approve('second')).then({ kind: 'approved', by: 'second' }, { kind: 'effected', amount: 100n });
  });

  it('is looked at again when it moves: meanwhile the money may be bound, or the year closed', () => {
    given(requested(1)).when(approve('first', { available: 99n })).thenRefused('line-transfer.below-bound');
    given(requested(1)).when(approve('first', { closed: true })).thenRefused('line-transfer.closed');
  });

  it('is decided once', () => {
    given(requested(1)).when({ kind: 'decline', by: 'first' }).then({ kind: 'declined', by: 'first' });
    given(requested(1), { kind: 'declined', by: 'first' }).when(approve('second')).thenRefused('line-transfer.decided');
    given(requested(1), { kind: 'effected', amount: 100n }).when({ kind: 'decline', by: 'second' }).thenRefused('line-transfer.decided');
  });

  it('never moves by fewer than its approvals, whoever tries in whatever order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 }), fc.array(fc.constantFrom('officer', 'first', 'second', 'third'), { maxLength: 8 }), (required, people) => {
        let state = fold(evolve, unasked, [requested(required)]);
        for (const by of people) {
          const facts = decide(approve(by), state);
          if (!isRefusal(facts)) state = fold(evolve, state, facts);
        }
        const others = new Set(people.filter((by) => by !== 'officer'));
        expect(state.state).toBe(others.size >= required ? 'effected' : 'requested');
        expect(state.approvers).toHaveLength(Math.min(required, others.size));
      }),
    );
  });
});
