import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { calendarOf, type Calendar } from './calendar.js';

const holidays = Object.keys(days.holidays);

/**
 * Statutory holidays and make-up workdays of mainland China since 2004, from the State Council's yearly notices (R1).
 * A year is published when its holidays are in the data.
 */
export const chinaCalendar: Calendar = calendarOf({
  publishedYears: holidays.map((day) => day.slice(0, 4)),
  holidays,
  makeUpWorkdays: Object.keys(days.workdays),
});
