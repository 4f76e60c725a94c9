import { profileFor, type Profile } from '@goufu/jurisdiction';
import type { LocalDate } from '@goufu/kernel';
import type { Periods } from '../../domain/ranking/dossier.js';
import { lastDayOf, periodOf, periodsBetween, type Period, type PeriodLength } from '../../domain/ranking/period.js';
import type { RankingRules } from '../../domain/ranking/ranking.js';

/** Profiles are data of the build: what was read once holds for as long as the process lives. */
function remembered<Value>(read: (jurisdiction: string, when: string) => Value): (jurisdiction: string, when: string) => Value {
  const known = new Map<string, Value>();
  return (jurisdiction, when) => {
    const key = `${jurisdiction}@${when}`;
    const value = known.get(key) ?? read(jurisdiction, when);
    known.set(key, value);
    return value;
  };
}

const lengthOn = remembered((jurisdiction, day): PeriodLength => profileFor(jurisdiction, day).get('ranking.period'));

/** Years or quarters, as the jurisdiction's profile says on that day. */
export const periods: Periods = {
  of: (jurisdiction: string, day: LocalDate) => periodOf(day, lengthOn(jurisdiction, day)),
  between: (jurisdiction: string, from: LocalDate, to: LocalDate) => periodsBetween(from, to, lengthOn(jurisdiction, from)),
};

/** The profile by which a period's table is read: that of its last day, so that the table does not depend on who reads it when. */
export const profileOf = (jurisdiction: string, period: Period): Profile => profileFor(jurisdiction, lastDayOf(period));

export const rulesOf = remembered((jurisdiction, period): RankingRules => {
  const profile = profileOf(jurisdiction, period);
  return {
    priorMeanBp: profile.get('ranking.prior_mean'),
    priorStrength: profile.get('ranking.prior_strength'),
    minimumResults: profile.get('ranking.minimum_results'),
    faultDeductionBp: profile.get('ranking.fault_deduction'),
  };
});
