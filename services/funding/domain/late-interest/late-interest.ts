import { addDays, type BasisPoints, daysBetween, type Fen, type LocalDate, WHOLE } from '@goufu/kernel';

/** Days of a year over which an agreed yearly rate is spread. */
const YEAR = 365n;

/** What is owed late: the amount, and the last day on which it was in time. */
export interface Late {
  readonly amount: Fen;
  readonly payBy: LocalDate;
  /** The day on which it was booked, or today while it is not. */
  readonly until: LocalDate;
}

/** The rate of a day: agreed by the year, never below the floor (一年期LPR); else the statutory rate by the day (R120). */
export interface Rates {
  readonly agreedYearlyBp: BasisPoints | undefined;
  /** The one-year loan prime rate when the contract was made. */
  readonly floorYearlyBp: BasisPoints;
  /** Statutory rate in hundredths of a percent a day, as the profile of that day says. */
  readonly statutoryPerDayBp: (day: LocalDate) => BasisPoints;
}

/** Days beyond the deadline; the day of payment is the last one that counts. */
export const daysLate = ({ payBy, until }: Pick<Late, 'payBy' | 'until'>): number => Math.max(0, daysBetween(payBy, until));

/**
 * Interest on a late payment (R120). Simple interest: each day bears its rate on the amount owed, exactly; only the sum is rounded, half
 * a fen and more upwards.
 */
export function lateInterest(late: Late, rates: Rates): Fen {
  let yearly = 0n;
  for (let day = 1; day <= daysLate(late); day += 1) yearly += yearlyRateOf(addDays(late.payBy, day), rates);
  const divisor = BigInt(WHOLE) * YEAR;
  return (2n * late.amount * yearly + divisor) / (2n * divisor);
}

/** Hundredths of a percent a year, whatever way the rate is written. */
function yearlyRateOf(day: LocalDate, { agreedYearlyBp, floorYearlyBp, statutoryPerDayBp }: Rates): bigint {
  if (agreedYearlyBp === undefined) return BigInt(statutoryPerDayBp(day)) * YEAR;
  return BigInt(Math.max(agreedYearlyBp, floorYearlyBp));
}
