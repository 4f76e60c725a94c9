import { describe, expect, it } from '@jest/globals';
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
});
