import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { shareOf, sumFen } from '@goufu/kernel';
import fc from 'fast-check';
import { addition, grow, type Standing, type Wanted } from './addition.js';

const cap = profileFor('510104', '2026-03-02').get('contract.additions_cap');
const part = (commitmentId: string, amount: bigint, year = 2026) => ({ commitmentId, lineId: `line-${commitmentId}`, year, amount });
const standing: Standing = {
  originalPrice: 1_000_000n,
  price: 1_000_000n,
  commitments: [part('a', 1_000_000n)],
  tranches: [{ id: 'paid', amount: 600_000n, decided: true }, { id: 'last', amount: 400_000n, decided: false }],
};
const wanted = (price: bigint, last: bigint, more: Wanted['tranches'] = [], commitments = [part('a', price)]): Wanted => ({
  price, commitments, tranches: [{ id: 'paid', no: 1, amount: 600_000n }, { id: 'last', no: 2, amount: last }, ...more],
});
const amounts = (sides: readonly { amount: bigint }[]) => sumFen(sides.map(({ amount }) => amount));

describe('an addition to a contract (R67)', () => {
  it('makes an undecided tranche larger', () => {
    expect(addition(standing, wanted(1_060_000n, 460_000n), cap)).toEqual({
      kind: 'added', commitments: [part('a', 60_000n)], tranches: [{ id: 'last', more: 60_000n, parts: [part('a', 60_000n)] }],
    });
  });

  it('is at most a tenth of the original price with all additions before it, the tenth itself included (T12)', () => {
    const after = { ...standing, price: 1_060_000n, commitments: [part('a', 1_060_000n)], tranches: [{ id: 'paid', amount: 600_000n, decided: true }, { id: 'last', amount: 460_000n, decided: false }] };
    expect(addition(after, wanted(1_110_000n, 510_000n), cap)).toEqual({ kind: 'refused', reason: 'above-cap', over: 10_000n });
    expect(addition(after, wanted(1_100_001n, 500_001n), cap)).toEqual({ kind: 'refused', reason: 'above-cap', over: 1n });
    expect(addition(after, wanted(1_100_000n, 500_000n), cap)).toMatchObject({ kind: 'added', commitments: [{ amount: 40_000n }] });
  });

  it('brings new tranches, and money of another line', () => {
    const more = wanted(1_090_000n, 430_000n, [{ id: 'new', no: 3, amount: 60_000n }], [part('a', 1_050_000n), part('b', 40_000n, 2027)]);
    expect(addition(standing, more, cap)).toEqual({
      kind: 'added',
      commitments: [part('a', 50_000n), part('b', 40_000n, 2027)],
      tranches: [
        { id: 'last', more: 30_000n, parts: [part('a', 30_000n)] },
        { id: 'new', more: 60_000n, parts: [part('a', 20_000n), part('b', 40_000n, 2027)] },
      ],
    });
  });

  it.each<[string, Wanted]>([
    ['a decided tranche grows', { ...wanted(1_060_000n, 400_000n), tranches: [{ id: 'paid', no: 1, amount: 660_000n }, { id: 'last', no: 2, amount: 400_000n }] }],
    ['a tranche shrinks', wanted(1_000_000n, 390_000n, [{ id: 'new', no: 3, amount: 10_000n }])],
    ['a tranche is gone', { ...wanted(1_000_000n, 400_000n), tranches: [{ id: 'last', no: 2, amount: 1_000_000n }] }],
    ['a commitment is gone', wanted(1_000_000n, 400_000n, [], [part('b', 1_000_000n)])],
    ['the parts do not add up', wanted(1_060_000n, 450_000n)],
  ])('is refused when %s', (_why, terms) => {
    expect(addition(standing, terms, cap)).toMatchObject({ kind: 'refused', reason: 'split-differs' });
  });

  it('adds nothing when no money moves', () => {
    expect(addition(standing, wanted(1_000_000n, 400_000n), cap)).toEqual({ kind: 'added', commitments: [], tranches: [] });
  });

  it('keeps price, commitments and tranches equal through any chain of supplements, and below the cap', () => {
    const step = fc.record({ last: fc.bigInt(0n, 60_000n), fresh: fc.bigInt(0n, 60_000n), percent: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let now = standing;
        let allocations = new Map([['paid', [part('a', 600_000n)]], ['last', [part('a', 400_000n)]]]);
        for (const { last, fresh, percent } of steps) {
          const id = `new-${now.tranches.length}`;
          const price = now.price + last + fresh;
          const next = ((last + fresh) * BigInt(percent)) / 100n;
          const commitments = [part('a', amounts(now.commitments.filter((one) => one.commitmentId === 'a')) + last + fresh - next), part('b', amounts(now.commitments.filter((one) => one.commitmentId === 'b')) + next, 2027)].filter(({ amount }) => amount > 0n);
          const tranches = [...now.tranches.map((one, i) => ({ ...one, no: i + 1, amount: one.amount + (one.id === 'last' ? last : 0n) })), { id, no: now.tranches.length + 1, amount: fresh, decided: false }].filter(({ amount }) => amount > 0n);
          const added = addition(now, { price, commitments, tranches }, cap);
          if (added.kind === 'refused') {
            expect(price).toBeGreaterThan(1_000_000n + shareOf(1_000_000n, cap));
            continue;
          }
          allocations = new Map(tranches.map((one) => [one.id, grow(allocations.get(one.id) ?? [], added.tranches.find((grown) => grown.id === one.id)?.parts ?? [])]));
          now = { ...now, price, commitments, tranches };
          for (const one of now.tranches) expect(amounts(allocations.get(one.id) ?? [])).toBe(one.amount);
          for (const { commitmentId, amount } of now.commitments) expect(amounts([...allocations.values()].flat().filter((one) => one.commitmentId === commitmentId))).toBe(amount);
          for (const parts of allocations.values()) expect(new Set(parts.map(({ commitmentId }) => commitmentId)).size).toBe(parts.length);
        }
      }),
    );
  });
});
