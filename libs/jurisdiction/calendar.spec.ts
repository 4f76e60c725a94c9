import { describe, expect, it } from '@jest/globals';
import { CalendarNotPublishedError, publishedOnly } from './calendar.js';
import { chinaCalendar } from './china-calendar.js';

describe('the calendar of working days', () => {
  it.each([
    ['2026-02-14', true, 'Saturday worked for 春节'],
    ['2026-02-16', false, 'Monday of 春节'],
    ['2026-02-28', true, 'Saturday worked for 春节'],
    ['2026-03-01', false, 'ordinary Sunday'],
    ['2026-03-02', true, 'ordinary Monday'],
    ['2026-10-07', false, 'last day of 国庆'],
    ['2026-10-10', true, 'Saturday worked for 国庆'],
    ['2004-05-03', false, 'Monday of 劳动节'],
  ])('%s works: %s (%s)', (day, works) => {
    expect(chinaCalendar.isWorkingDay(day)).toBe(works);
    expect(chinaCalendar.isPublished(day)).toBe(true);
  });

  it('knows only weekends in a year without a notice, and says so', () => {
    expect(chinaCalendar.isPublished('2099-10-01')).toBe(false);
    expect(chinaCalendar.isWorkingDay('2099-10-01')).toBe(true);
    expect(chinaCalendar.isWorkingDay('2099-10-03')).toBe(false);
  });

  it('refuses such a year where a provisional answer is not good enough', () => {
    const calendar = publishedOnly(chinaCalendar);
    expect(() => calendar.isWorkingDay('2099-10-01')).toThrow(CalendarNotPublishedError);
    expect(() => calendar.isWorkingDay('2099-10-01')).toThrow('2099');
    expect(calendar.isWorkingDay('2026-03-02')).toBe(true);
  });
});
