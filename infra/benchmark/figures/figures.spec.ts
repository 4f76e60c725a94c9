import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { percentilesOf } from './percentiles.js';
import { randomFrom, shuffled } from './random.js';
import { rateFrom, shownRate } from './rate.js';
import { Schedule } from './schedule.js';
import { sendsOf } from './sends.js';
import { spreadOf } from './spread.js';
import { zipf } from './zipf.js';

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('percentiles', () => {
  it('are samples, by nearest rank', () => {
    expect(percentilesOf([40, 15, 50, 20, 35])).toEqual({ count: 5, p50: 35, p90: 50, p99: 50, max: 50 });
    expect(percentilesOf(Array.from({ length: 1000 }, (_, i) => 1000 - i))).toEqual({ count: 1000, p50: 500, p90: 900, p99: 990, max: 1000 });
  });

  it('are not exceeded by their share of the samples, and no smaller sample is', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(['p50', 0.5] as const, ['p90', 0.9] as const, ['p99', 0.99] as const, ['max', 1] as const), (values, [name, share]) => {
        const found = percentilesOf(values)[name];
        const upTo = (limit: number): number => values.filter((value) => value <= limit).length;
        expect(values).toContain(found);
        expect(upTo(found)).toBeGreaterThanOrEqual(share * values.length);
        const smaller = values.toSorted((a, b) => a - b).findLast((value) => value < found);
        if (smaller !== undefined) expect(upTo(smaller)).toBeLessThan(share * values.length);
      }),
    );
  });

  it('say that there are none of nothing', () => {
    expect(() => percentilesOf([])).toThrow('no samples');
  });
});

describe('the spread of repeats', () => {
  it('is median, least and greatest', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, repeats: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4, repeats: 4 });
  });

  it('does not depend on the order of the repeats', () => {
    fc.assert(fc.property(samples, (values) => expect(spreadOf(values.toReversed())).toEqual(spreadOf(values))));
  });
});

describe('zipf', () => {
  it('draws rank k one k+1th as often as rank 0', () => {
    const draw = zipf(4, randomFrom(1));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 100_000; i += 1) {
      const rank = draw();
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    // 12/25, 6/25, 4/25, 3/25 of all
    [48_000, 24_000, 16_000, 12_000].forEach((expected, rank) => expect(Math.abs((counts[rank] ?? 0) - expected)).toBeLessThan(800));
  });

  it('draws every rank and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (ranks, number) => {
        const rank = zipf(ranks, () => number)();
        expect(rank).toBeGreaterThanOrEqual(0);
        expect(rank).toBeLessThan(ranks);
      }),
    );
    expect(zipf(5, () => 0)()).toBe(0);
    expect(zipf(5, () => 1 - Number.EPSILON)()).toBe(4);
  });
});

it('an order is decided by its seed alone, and has every number once', () => {
  expect(shuffled(50, randomFrom(3))).toEqual(shuffled(50, randomFrom(3)));
  expect(shuffled(50, randomFrom(3))).not.toEqual(shuffled(50, randomFrom(4)));
  expect([...shuffled(50, randomFrom(3))].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

describe('sends', () => {
  it('have every result for the first time in order, and the share of repeats that was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (count, share) => {
        const { results, isRepeat } = sendsOf(count, share, randomFrom(1));
        const sends = Array.from(results, (result, send) => ({ result, repeat: isRepeat(send) }));
        expect(sends.filter(({ repeat }) => !repeat).map(({ result }) => result)).toEqual(Array.from({ length: count }, (_, i) => i));
        const before = new Set<number>();
        for (const { result, repeat } of sends) {
          if (repeat) expect(before).toContain(result);
          before.add(result);
        }
        expect(Math.abs(sends.filter(({ repeat }) => repeat).length - share * sends.length)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a schedule', () => {
  it('keeps its rate whatever happens', () => {
    const schedule = new Schedule(500, 1_000);
    expect([0, 1, 500].map((send) => schedule.dueAt(send))).toEqual([0, 2, 1_000]);
    expect([-1, 0, 1.9, 2, 1_000, 1e9].map((elapsed) => schedule.dueBy(elapsed))).toEqual([0, 1, 1, 2, 501, 1_000]);
  });

  it('has as many due as are due', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 20_000, noNaN: true }), fc.integer({ min: 0, max: 5_000 }), (rate, send) => {
        const schedule = new Schedule(rate, 1_000_000);
        const due = schedule.dueBy(schedule.dueAt(send));
        expect(schedule.dueAt(due - 1)).toBeLessThanOrEqual(schedule.dueAt(send));
        expect(schedule.dueAt(due)).toBeGreaterThan(schedule.dueAt(send));
      }),
    );
  });

  it('is refused without a rate', () => {
    expect(() => new Schedule(0, 1)).toThrow('no schedule');
  });
});

it('a rate is sends a second, a share of the capacity, or for a time of its own', () => {
  expect(['500', '80%', '3000x180'].map(rateFrom)).toEqual([
    { text: '500', perSecond: 500 },
    { text: '80%', share: 0.8 },
    { text: '3000x180', perSecond: 3_000, seconds: 180 },
  ]);
  expect(['', '0', 'x5', '3000x', '-1', '1.5', '80%x3'].map(rateFrom)).toEqual(Array.from({ length: 7 }, () => undefined));
  expect(['500', '80%', '3000x180'].flatMap((text) => rateFrom(text) ?? []).map(shownRate)).toEqual(['500/s', '80% of capacity', '3,000/s over 180 s']);
});
