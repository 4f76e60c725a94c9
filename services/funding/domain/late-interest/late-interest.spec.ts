import { describe, expect, it } from '@jest/globals';
import { addDays } from '@goufu/kernel';
import fc from 'fast-check';
import { daysLate, lateInterest, type Rates } from './late-interest.js';

const statutory: Rates = { agreedYearlyBp: undefined, floorYearlyBp: 300, statutoryPerDayBp: () => 5 };
const late = (amount: bigint, days: number) => ({ amount, payBy: '2026-04-01', until: addDays('2026-04-01', days) });

describe('interest on a late payment (R120)', () => {
  it('is nothing up to the deadline, and 0.05 % for each day after it', () => {
    expect(lateInterest(late(295_750_000n, 0), statutory)).toBe(0n);
    expect(lateInterest({ ...late(295_750_000n, 0), until: '2026-03-01' }, statutory)).toBe(0n);
    expect(lateInterest(late(295_750_000n, 1), statutory)).toBe(147_875n);
    expect(lateInterest(late(295_750_000n, 10), statutory)).toBe(1_478_750n);
    expect(daysLate(late(1n, 10))).toBe(10);
  });

  it('is rounded once, half a fen upwards', () => {
    expect([999n, 1_000n, 1_001n].map((amount) => lateInterest(late(amount, 1), statutory))).toEqual([0n, 1n, 1n]);
    // Two days of half a fen each are one fen, not two.
    expect(lateInterest(late(1_000n, 2), statutory)).toBe(1n);
  });

  it('follows an agreed rate, never below the one-year LPR', () => {
    expect(lateInterest(late(365_000_000n, 10), { ...statutory, agreedYearlyBp: 400 })).toBe(400_000n);
    expect(lateInterest(late(365_000_000n, 10), { ...statutory, agreedYearlyBp: 100 })).toBe(300_000n);
  });

  it('takes each day at the rate of that day', () => {
    const changing: Rates = { ...statutory, statutoryPerDayBp: (day) => (day <= '2026-04-05' ? 5 : 10) };
    expect(lateInterest(late(10_000n, 6), changing)).toBe(20n + 20n);
  });

  it('is within half a fen of the exact sum, grows with the days, and splits by principal within rounding', () => {
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 0, max: 400 }), (one, other, days) => {
        const interest = lateInterest(late(one, days), statutory);
        const exactTenThousandths = one * 5n * BigInt(days);
        const error = interest * 10_000n - exactTenThousandths;
        expect(error > -5_000n && error <= 5_000n).toBe(true);
        expect(lateInterest(late(one, days + 1), statutory) >= interest).toBe(true);
        const apart = interest + lateInterest(late(other, days), statutory) - lateInterest(late(one + other, days), statutory);
        expect(apart >= -1n && apart <= 1n).toBe(true);
      }),
    );
  });
});
