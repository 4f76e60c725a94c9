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

/** Asked for a day whose year has no published calendar, where a provisional answer is not good enough (R1). */
export class CalendarNotPublishedError extends RangeError {
  constructor(readonly day: LocalDate) {
    super(`the working-day calendar of ${day.slice(0, 4)} is not published (${day}): update chinese-days (R1)`);
    this.name = 'CalendarNotPublishedError';
  }
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

/** The same calendar, but a day of an unpublished year is a `CalendarNotPublishedError` instead of a provisional answer. */
export const publishedOnly = (calendar: Calendar): Calendar => ({
  isPublished: (day) => calendar.isPublished(day),
  isWorkingDay: (day) => {
    if (!calendar.isPublished(day)) throw new CalendarNotPublishedError(day);
    return calendar.isWorkingDay(day);
  },
});
