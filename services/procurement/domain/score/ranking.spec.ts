import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Criterion } from '../tender/tender.commands.js';
import { priceScores } from './price-score.js';
import { rank, type Evaluation } from './ranking.js';
import { compareRationals, roundHalfUp } from './rational.js';

const criteria: Criterion[] = [{ code: 'plan', nameZh: '方案', scoring: 'subjective', weightBp: 9000, items: [{ nameZh: '方案', pointsBp: 9000 }] }];
const bid = (id: string, price: bigint, smallEnterprise = false) => ({ id, orgId: `org-${id}`, price, smallEnterprise });
const evaluation = (bids: Evaluation['bids'], points: readonly (readonly number[])[], lots: Record<string, string> = {}): Evaluation => ({
  bids, criteria, priceWeightBp: 1000, deductionBp: 1000, lots: new Map(Object.entries(lots)),
  sheets: points.map((sheet) => bids.map(({ id }, i) => ({ bidId: id, points: { plan: sheet[i] ?? 0 } }))),
});

describe('price scores (R52)', () => {
  it('T1: prices 100, 110, 125 earn 100, 90.9090… and 80', () => {
    const scores = priceScores([100n, 110n, 125n].map((price) => ({ price, deductionBp: 0 })));
    expect(scores.map(roundHalfUp)).toEqual([10_000, 9091, 8000]);
    expect(compareRationals(scores[1] ?? { numerator: 0n, denominator: 1n }, { numerator: 1_000_000n, denominator: 110n })).toBe(0);
    const weighted = scores.map(({ numerator, denominator }) => roundHalfUp({ numerator, denominator: denominator * 10n }));
    expect(weighted).toEqual([1000, 909, 800]);
  });

  it('T2: with a deduction of 10 % the second is compared at 99', () => {
    const scores = priceScores([{ price: 100n, deductionBp: 0 }, { price: 110n, deductionBp: 1000 }, { price: 125n, deductionBp: 0 }]);
    expect(scores.map(roundHalfUp)).toEqual([9900, 10_000, 7920]);
  });

  it('gives the lowest price the full score and never more, and less for every higher price', () => {
    const prices = fc.array(fc.record({ price: fc.bigInt({ min: 1n, max: 10n ** 12n }), deductionBp: fc.constantFrom(0, 1000, 2000) }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(prices, (compared) => {
        const scores = priceScores(compared);
        const net = compared.map(({ price, deductionBp }) => price * BigInt(10_000 - deductionBp));
        expect(Math.max(...scores.map(roundHalfUp))).toBe(10_000);
        for (const [i, a] of scores.entries()) {
          for (const [j, b] of scores.entries()) expect(Math.sign(compareRationals(a, b))).toBe(Number((net[i] ?? 0n) < (net[j] ?? 0n)) - Number((net[i] ?? 0n) > (net[j] ?? 0n)));
        }
      }),
    );
  });
});

describe('ranking (R52, R58)', () => {
  it('adds the mean of the members to the weighted price score', () => {
    const [first, second] = rank(evaluation([bid('a', 110n), bid('b', 100n)], [[8000, 7000], [8001, 7000], [8001, 7000]]));
    expect(first).toMatchObject({ bidId: 'a', rank: 1, totalBp: 8910, priceScoreBp: 9091 });
    expect(second).toMatchObject({ bidId: 'b', rank: 2, totalBp: 8000, drawn: false });
  });

  it('decides on unrounded totals where the shown ones are equal', () => {
    const ranked = rank(evaluation([bid('a', 100n), bid('b', 100n)], [[8000, 8000], [8000, 8000], [8000, 8001]]));
    expect(ranked.map(({ bidId, totalBp }) => [bidId, totalBp])).toEqual([['b', 9000], ['a', 9000]]);
  });

  it('T5: an equal score goes to the lower price', () => {
    // 98 earns 1000, 99 earns 989.898…: points make up for exactly that difference over 99 members.
    const members = Array.from({ length: 99 }, (_, i) => [8000, i < 10 ? 8011 : 8010]);
    const points = members.reduce((sum, [, b]) => sum + (b ?? 0) - 8000, 0);
    expect(points).toBe(1000);
    const ranked = rank(evaluation([bid('b', 99n), bid('a', 98n)], members.map(([a, b]) => [b ?? 0, a ?? 0])));
    expect(ranked.map(({ bidId, drawn }) => [bidId, drawn])).toEqual([['a', false], ['b', false]]);
    expect(compareRationals(ranked[0]?.total ?? { numerator: 0n, denominator: 1n }, ranked[1]?.total ?? { numerator: 1n, denominator: 1n })).toBe(0);
  });

  it('T5: equal score and price are drawn, the same way each time', () => {
    const tie = evaluation([bid('a', 100n), bid('b', 100n)], [[8000, 8000]], { a: '2', b: '1' });
    expect(rank(tie).map(({ bidId, drawn }) => [bidId, drawn])).toEqual([['b', true], ['a', true]]);
    expect(rank({ ...tie, bids: tie.bids.toReversed() })).toEqual(rank(tie));
  });

  it('does not depend on the order of bids and members', () => {
    const input = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 1000n }), fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 5, maxLength: 5 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(input, (rows) => {
        const bids = rows.map(([price], i) => bid(String(i), price));
        const sheets = [0, 1, 2, 3, 4].map((member) => rows.map(([, points]) => points[member] ?? 0));
        const lots = Object.fromEntries(bids.map(({ id }) => [id, id]));
        const one = evaluation(bids, sheets, lots);
        const other = { ...one, bids: bids.toReversed(), sheets: one.sheets.toReversed() };
        expect(rank(other)).toEqual(rank(one));
      }),
    );
  });
});
