import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import { decide, isSurplus, yearsUnspent, type CloseLine, type YearEndLine } from './year-end.js';

const surplusAfter = profileFor('510104', '2026-01-05').get('budget.carry_over_years');
const line = (over: Partial<YearEndLine> = {}): YearEndLine => ({
  year: 2025, originYear: 2025, revision: 3, closed: false, available: 700n, unallotted: 300n, inTransit: 0n, ...over,
});
const close = (needed: bigint, over: Partial<YearEndLine> = {}, command: Partial<CloseLine> = {}) =>
  decide({ closing: 2025, running: 2026, needed, revision: 3, surplusAfter, ...command }, line(over));
const codeOf = (decided: unknown) => (isRefusal(decided) ? decided.code : decided);

describe('the end of a year (R125)', () => {
  it('carries over what is needed and lets the rest lapse', () => {
    expect(close(600n)).toEqual([{ kind: 'closed', carried: 600n, lapsed: 400n, ground: 'not-needed', revision: 4 }]);
    expect(close(0n)).toEqual([{ kind: 'closed', carried: 0n, lapsed: 1_000n, ground: 'not-needed', revision: 4 }]);
    expect(codeOf(close(1_001n))).toBe('year-end.more-than-unspent');
  });

  it('makes money of 2024 that is unspent at the end of 2025 surplus when 2026 starts (T11)', () => {
    expect(yearsUnspent(2024, 2025)).toBe(2);
    expect([2023, 2024, 2025].map((originYear) => isSurplus({ originYear }, 2025, surplusAfter))).toEqual([true, true, false]);
    expect(close(0n, { originYear: 2024 })).toEqual([{ kind: 'closed', carried: 0n, lapsed: 1_000n, ground: 'unspent-for-years', revision: 4 }]);
    expect(codeOf(close(1n, { originYear: 2024 }))).toBe('year-end.surplus');
    // Also on a line of 2024 that nobody closed in time.
    expect(codeOf(close(1n, { year: 2024, originYear: 2024 }))).toBe('year-end.surplus');
  });

  it.each<[string, Partial<YearEndLine>, Partial<CloseLine>]>([
    ['year-running', {}, { running: 2025 }],
    ['year-past', {}, { running: 2027 }],
    ['other-year', { year: 2026 }, {}],
    ['changed-meanwhile', { revision: 4 }, {}],
    ['in-transit', { inTransit: 1n }, {}],
    ['negative', {}, { needed: -1n }],
  ])('is refused as %s', (code, over, command) => {
    expect(codeOf(close(0n, over, command))).toBe(`year-end.${code}`);
  });

  it('is done once, and once more for what comes back later', () => {
    expect(close(0n, { closed: true, available: 0n, unallotted: 0n })).toEqual([]);
    expect(close(5n, { closed: true, available: 5n, unallotted: 0n })).toMatchObject([{ carried: 5n, lapsed: 0n }]);
    expect(close(0n, { available: 0n, unallotted: 0n })).toMatchObject([{ carried: 0n, lapsed: 0n }]);
  });

  it('leaves nothing and makes nothing', () => {
    const amount = fc.bigInt(0n, 1_000n);
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 2022, max: 2025 }), (available, unallotted, needed, originYear) => {
        const decided = close(needed, { available, unallotted, originYear });
        if (isRefusal(decided)) return;
        for (const { carried, lapsed } of decided) {
          expect(carried + lapsed).toBe(available + unallotted);
          expect(carried > 0n && isSurplus({ originYear }, 2025, surplusAfter)).toBe(false);
          expect(carried >= 0n && lapsed >= 0n).toBe(true);
        }
      }),
    );
  });
});
