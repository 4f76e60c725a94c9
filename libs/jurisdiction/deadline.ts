import { addDays, isLocalDate, type LocalDate } from '@goufu/kernel';
import type { Calendar } from './calendar.js';

/** 工作日, 日 (calendar day), 月. */
export type DayUnit = 'working-day' | 'day' | 'month';

/**
 * `minimum`: time that others are given; it may be longer. `maximum`: time within which somebody must act.
 */
export type PeriodMode = 'minimum' | 'maximum';

/** A period as the law states it: 20 日, 7 个工作日, 1 个月. */
export interface Period {
  readonly amount: number;
  readonly unit: DayUnit;
  readonly mode: PeriodMode;
}

export interface Deadline {
  /** The last day that counts: `rolled` for a minimum period, `strict` for a maximum one. */
  readonly due: LocalDate;
  /** The last day as counted, were it a day off or not. */
  readonly strict: LocalDate;
  /** `strict`, or the first working day after it when it is a holiday or weekend. */
  readonly rolled: LocalDate;
  /** True when a day that mattered lies in a year whose calendar is not published: count again when it is. */
  readonly provisional: boolean;
}

/**
 * The end of a period (R1). The starting day is not counted. Whether an ordinary weekend rolls is not settled by the
 * texts, so a minimum period rolls over both holidays and weekends, and a maximum period is due on the strict day.
 * Throws `RangeError` when `from` is no date or the amount is not a whole number of at least 1.
 */
export function deadline(period: Period & { readonly from: LocalDate }, calendar: Calendar): Deadline {
  const { from, amount, unit, mode } = period;
  if (!isLocalDate(from)) throw new RangeError(`not a date: "${from}"`);
  if (!Number.isSafeInteger(amount) || amount < 1) throw new RangeError(`a period is a whole number of at least 1, got ${amount}`);
  const strict = lastDay(from, amount, unit, calendar);
  const rolled = calendar.isWorkingDay(strict) ? strict : nextWorkingDay(strict, calendar);
  const provisional = !everyYearPublished(unit === 'working-day' ? addDays(from, 1) : strict, rolled, calendar);
  return { due: mode === 'minimum' ? rolled : strict, strict, rolled, provisional };
}

/** The first working day after `day`. */
export function nextWorkingDay(day: LocalDate, calendar: Calendar): LocalDate {
  let next = addDays(day, 1);
  while (!calendar.isWorkingDay(next)) next = addDays(next, 1);
  return next;
}

function lastDay(from: LocalDate, amount: number, unit: DayUnit, calendar: Calendar): LocalDate {
  switch (unit) {
    case 'day':
      return addDays(from, amount);
    case 'month':
      return addMonths(from, amount);
    case 'working-day': {
      let day = from;
      for (let counted = 0; counted < amount; counted += 1) day = nextWorkingDay(day, calendar);
      return day;
    }
  }
}

/** The corresponding day `months` later, or the last day of a month that has none (民法典第二百零二条). */
function addMonths(from: LocalDate, months: number): LocalDate {
  const month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  const first = firstOfMonth(month);
  const last = addDays(firstOfMonth(month + 1), -1);
  const corresponding = `${first.slice(0, 8)}${from.slice(8)}`;
  return corresponding > last ? last : corresponding;
}

const firstOfMonth = (month: number): LocalDate =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;

function everyYearPublished(from: LocalDate, to: LocalDate, calendar: Calendar): boolean {
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    if (!calendar.isPublished(`${year}-01-01`)) return false;
  }
  return true;
}
