import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@goufu/kernel';
import fc from 'fast-check';
import { chinaCalendar } from './china-calendar.js';
import { deadline, type DayUnit, type Period } from './deadline.js';
import { checked, flag, listOf, minutes, money, oneOf, optional, period, range, share, structure, text } from './kinds.js';

const days = (amount: number, unit: DayUnit = 'day'): Period => ({ amount, unit, mode: 'maximum' });

describe('what a profile value looks like', () => {
  it.each([
    ['a share over the whole', share, 10_001],
    ['a share with a fraction', share, 10.5],
    ['money as a number', money, 100],
    ['money with a point', money, '1.00'],
    ['a flag as text', flag, 'true'],
    ['an empty text', text, ' '],
    ['a choice that is not offered', oneOf('draw', 'document'), 'guess'],
    ['an empty list', listOf(share), []],
    ['a range whose default lies outside', range(100), { min: 10, max: 20, default: 5 }],
    ['a range that ends before it begins', range(100), { min: 30, max: 20, default: 25 }],
    ['a period without a mode', period, { amount: 5, unit: 'day' }],
    ['a period of nothing', period, { amount: 0, unit: 'day', mode: 'minimum' }],
    ['minutes in hours', minutes, { amount: 1, unit: 'hour' }],
    ['a field that nobody reads', minutes, { amount: 1, unit: 'minute', more: 1 }],
    ['a structure that is a list', structure((field) => field('amount', share)), [1]],
    ['a value that breaks its rule', checked(share, 'an even share', (bp) => bp % 2 === 0), 3],
  ])('is not %s', (_, kind, raw) => {
    expect(() => kind.read(raw)).toThrow(RangeError);
  });

  it('reads money to fen and null as "no such rule"', () => {
    expect(money.read('591500000')).toBe(591_500_000n);
    expect(optional(share).read(null)).toBeNull();
  });
});

describe('in which direction a lower level may differ (R2)', () => {
  it.each([
    ['raise', 20, 21, true],
    ['raise', 20, 20, true],
    ['raise', 20, 19, false],
    ['lower', 20, 19, true],
    ['lower', 20, 21, false],
    ['free', 20, 1, true],
    ['fixed', 20, 20, false],
    ['narrow', 20, 20, false],
  ] as const)('%s: %d → %d is %s', (override, upper, lower, permitted) => {
    expect(share.permits(override, upper, lower)).toBe(permitted);
    expect(period.permits(override, days(upper), days(lower))).toBe(permitted);
    expect(money.permits(override, BigInt(upper), BigInt(lower))).toBe(permitted);
  });

  it('compares across day types only where the worst case holds: Shenzhen may ask for 10 WD where the law says 30 d (R63)', () => {
    expect(period.permits('lower', days(30), days(10, 'working-day'))).toBe(true);
    expect(period.permits('lower', days(30), days(15, 'working-day'))).toBe(false);
    expect(period.permits('raise', days(30), days(31, 'working-day'))).toBe(true);
    expect(period.permits('raise', days(30), days(29, 'working-day'))).toBe(false);
    expect(period.permits('raise', days(31), days(1, 'month'))).toBe(false);
    expect(period.permits('lower', days(30), { ...days(10), mode: 'minimum' })).toBe(false);
  });

  it('never permits a shorter period that could end later, whatever the day', () => {
    const start = fc.integer({ min: 0, max: daysBetween('2004-01-01', '2026-06-01') }).map((n) => addDays('2004-01-01', n));
    const any = fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom<DayUnit>('working-day', 'day', 'month') });
    const ends = (from: string, each: Period) => deadline({ from, ...each }, chinaCalendar).strict;
    fc.assert(
      fc.property(start, any, any, (from, a, b) => {
        const [upper, lower] = [days(a.amount, a.unit), days(b.amount, b.unit)];
        if (period.permits('lower', upper, lower)) expect(ends(from, lower) <= ends(from, upper)).toBe(true);
        if (period.permits('raise', upper, lower)) expect(ends(from, lower) >= ends(from, upper)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('lets a range only be narrowed', () => {
    const weight = { min: 1000, max: 3000, default: 1000 };
    const kind = range(10_000);
    expect(kind.permits('narrow', weight, { min: 1000, max: 2000, default: 2000 })).toBe(true);
    expect(kind.permits('narrow', weight, { min: 900, max: 2000, default: 1000 })).toBe(false);
    expect(kind.permits('narrow', weight, { min: 1000, max: 3001, default: 1000 })).toBe(false);
    expect(kind.permits('fixed', weight, weight)).toBe(false);
  });

  it('replaces what has no order, or is absent, only where that is free', () => {
    expect(optional(share).permits('raise', null, 1)).toBe(false);
    expect(optional(share).permits('free', null, 1)).toBe(true);
    expect(optional(share).permits('raise', 1, 2)).toBe(true);
    expect(flag.permits('raise', false, true)).toBe(false);
    expect(flag.permits('free', false, true)).toBe(true);
  });
});
