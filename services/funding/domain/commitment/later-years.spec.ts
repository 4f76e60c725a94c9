import { describe, expect, it } from '@jest/globals';
import { sumFen } from '@goufu/kernel';
import fc from 'fast-check';
import { makeYearly, withLaterYears } from './later-years.js';

const commitment = (commitmentId: string, amount: bigint, foreseen = true, year = 2027) => ({ commitmentId, lineId: 'line', year, amount, foreseen });

describe('the later years of a contract (R126)', () => {
  it('are what a tranche waits for that they pay', () => {
    const agreed = [{ kind: 'acceptance' }, { kind: 'yearly-budget', year: 1999 }] as const;
    expect(withLaterYears(agreed, [], [commitment('a', 1n, false, 2026)])).toEqual([{ kind: 'acceptance' }]);
    expect(withLaterYears(agreed, [], [commitment('b', 1n, true, 2028), commitment('a', 1n), commitment('c', 1n)])).toEqual([
      { kind: 'acceptance' }, { kind: 'yearly-budget', year: 2027 }, { kind: 'yearly-budget', year: 2028 },
    ]);
    expect(withLaterYears(agreed, [{ kind: 'yearly-budget', year: 2027 }], [commitment('a', 1n, false)])).toEqual([{ kind: 'acceptance' }, { kind: 'yearly-budget', year: 2027 }]);
  });

  it('are committed while their budget lasts, each whole, the older first', () => {
    const [a, b, c] = [commitment('a', 60n), commitment('b', 50n), commitment('c', 40n)];
    expect(makeYearly([a, b, c], 100n)).toEqual({ made: [a, c], short: [{ commitment: b, lacks: 10n }] });
    expect(makeYearly([a, b, c], 150n)).toEqual({ made: [a, b, c], short: [] });
    expect(makeYearly([a], 59n)).toEqual({ made: [], short: [{ commitment: a, lacks: 1n }] });
  });

  it('never take more than there is, and none is forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 100n), { maxLength: 8 }), fc.bigInt(0n, 300n), (amounts, available) => {
        const foreseen = amounts.map((amount, i) => commitment(`c${i}`, amount));
        const { made, short } = makeYearly(foreseen, available);
        expect(sumFen(made.map(({ amount }) => amount))).toBeLessThanOrEqual(available);
        expect(made.length + short.length).toBe(foreseen.length);
        expect(short.every(({ lacks }) => lacks > 0n)).toBe(true);
      }),
    );
  });
});
