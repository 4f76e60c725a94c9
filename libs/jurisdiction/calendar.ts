import type { LocalDate } from '@goufu/kernel';

/** Which days are worked. Pure, so that a domain test can bring a hand-made one (R1). */
export interface Calendar {
  isWorkingDay(day: LocalDate): boolean;
  /** False when the State Council's notice for that year is not in the data: only weekends are known to be free then. */
  isPublished(day: LocalDate): boolean;
}

/** The yearly notices as data: days off, weekends inside a holiday included, and weekend days that are worked (调休). */
export interface CalendarData {
  readonly publishedYears: Iterable<string>;
  readonly holidays: Iterable<LocalDate>;
  readonly makeUpWorkdays: Iterable<LocalDate>;
}

const isWeekend = (day: LocalDate): boolean => {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
};

/** A calendar over `data`. Unpublished years fall back to weekends only; `isPublished` says so. */
export function calendarOf(data: CalendarData): Calendar {
  const years = new Set(data.publishedYears);
  const holidays = new Set(data.holidays);
  const makeUpWorkdays = new Set(data.makeUpWorkdays);
  return {
    isWorkingDay: (day) => makeUpWorkdays.has(day) || !(holidays.has(day) || isWeekend(day)),
    isPublished: (day) => years.has(day.slice(0, 4)),
  };
}
