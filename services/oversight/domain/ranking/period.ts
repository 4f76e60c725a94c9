import { addDays, type LocalDate } from '@goufu/kernel';

/** What a ranking covers: a calendar year `2026` or a quarter of one `2026-Q3`. */
export type Period = string;

/** How long a period is; the jurisdiction's profile says it (`ranking.period`). */
export type PeriodLength = 'year' | 'quarter';

export function periodOf(day: LocalDate, length: PeriodLength): Period {
  const year = day.slice(0, 4);
  return length === 'year' ? year : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The last day that belongs to the period. */
export function lastDayOf(period: Period): LocalDate {
  const [year = '', quarter] = period.split('-Q');
  if (quarter === undefined) return `${year}-12-31`;
  const afterwards = quarter === '4' ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(quarter) * 3 + 1).padStart(2, '0')}-01`;
  return addDays(afterwards, -1);
}

/** Every period that has a day between `from` and `to`, both included. */
export function periodsBetween(from: LocalDate, to: LocalDate, length: PeriodLength): Period[] {
  const periods: Period[] = [];
  for (let day = from; day <= to; ) {
    const period = periodOf(day, length);
    periods.push(period);
    day = addDays(lastDayOf(period), 1);
  }
  return periods;
}
