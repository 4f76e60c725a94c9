import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@goufu/kernel';
import fc from 'fast-check';
import { calendarOf } from './calendar.js';
import { chinaCalendar } from './china-calendar.js';
import { deadline, nextWorkingDay, type DayUnit, type PeriodMode } from './deadline.js';

const day = fc.integer({ min: 0, max: daysBetween('2004-01-01', '2026-10-01') }).map((n) => addDays('2004-01-01', n));
const unit = fc.constantFrom<DayUnit>('working-day', 'day', 'month');
const mode = fc.constantFrom<PeriodMode>('minimum', 'maximum');
const amount = fc.integer({ min: 1, max: 30 });

describe('deadline (R1)', () => {
  it.each([
    ['evaluation ends Mon 2 Mar: report', '2026-03-02', 2, 'working-day', 'maximum', '2026-03-04', '2026-03-04'],
    ['received Wed 4: decision', '2026-03-04', 5, 'working-day', 'maximum', '2026-03-11', '2026-03-11'],
    ['decided Wed 11: announcement', '2026-03-11', 2, 'working-day', 'maximum', '2026-03-13', '2026-03-13'],
    ['announced Fri 13: announcement period ends', '2026-03-13', 1, 'working-day', 'minimum', '2026-03-16', '2026-03-16'],
    ['period ended Mon 16: challenge until', '2026-03-16', 7, 'working-day', 'maximum', '2026-03-25', '2026-03-25'],
    ['notice Fri 13: contract by Sunday, strictly read', '2026-03-13', 30, 'day', 'maximum', '2026-04-12', '2026-04-13'],
  ] as const)('T9: %s', (_, from, amount, unit, mode, due, rolled) => {
    expect(deadline({ from, amount, unit, mode }, chinaCalendar)).toEqual({ due, strict: due, rolled, provisional: false });
  });

  it.each([
    ['over the 春节 of nine days', '2026-02-13', 1, 'day', '2026-02-14'],
    ['a Saturday that is worked (调休) ends nothing later', '2026-02-08', 20, 'day', '2026-02-28'],
    ['over 国庆 to its first working day', '2026-09-11', 20, 'day', '2026-10-08'],
    ['over an ordinary weekend', '2026-03-02', 5, 'day', '2026-03-09'],
    ['a month without the corresponding day ends on its last', '2024-01-31', 1, 'month', '2024-02-29'],
    ['a month over the year', '2025-12-15', 1, 'month', '2026-01-15'],
  ] as const)('a minimum period rolls: %s', (_, from, amount, unit, due) => {
    expect(deadline({ from, amount, unit, mode: 'minimum' }, chinaCalendar).due).toBe(due);
  });

  it('counts on a hand-made calendar, the starting day left out', () => {
    const calendar = calendarOf({ publishedYears: ['2030'], holidays: ['2030-01-02'], makeUpWorkdays: ['2030-01-05'] });
    const after = (amount: number) => deadline({ from: '2030-01-01', amount, unit: 'working-day', mode: 'maximum' }, calendar).due;
    expect([1, 2, 3, 4].map(after)).toEqual(['2030-01-03', '2030-01-04', '2030-01-05', '2030-01-07']);
  });

  it('is provisional when a day that mattered has no published calendar', () => {
    const over = (from: string, unit: DayUnit) => deadline({ from, amount: 5, unit, mode: 'minimum' }, chinaCalendar).provisional;
    expect(over('2026-12-24', 'working-day')).toBe(false);
    expect(over('2026-12-25', 'working-day')).toBe(true);
    expect(over('2026-12-28', 'day')).toBe(true);
    expect(over('2026-12-31', 'working-day')).toBe(true);
    const untilSaturday = calendarOf({ publishedYears: ['2022'], holidays: [], makeUpWorkdays: [] });
    expect(deadline({ from: '2022-12-26', amount: 5, unit: 'day', mode: 'minimum' }, untilSaturday)).toMatchObject({ strict: '2022-12-31', provisional: true });
  });

  it.each([
    ['2026-02-30', 1],
    ['2026-02-01', 0],
    ['2026-02-01', 1.5],
  ])('refuses from %s, amount %s', (from, amount) => {
    expect(() => deadline({ from, amount, unit: 'day', mode: 'minimum' }, chinaCalendar)).toThrow(RangeError);
  });

  it('never ends earlier for a later start or a longer period', () => {
    fc.assert(
      fc.property(day, fc.nat(40), amount, fc.nat(10), unit, mode, (from, later, amount, more, unit, mode) => {
        const { due } = deadline({ from, amount, unit, mode }, chinaCalendar);
        expect(deadline({ from: addDays(from, later), amount, unit, mode }, chinaCalendar).due >= due).toBe(true);
        expect(deadline({ from, amount: amount + more, unit, mode }, chinaCalendar).due >= due).toBe(true);
        expect(due > from).toBe(true);
      }),
    );
  });

  it('ends working days and minimum periods on a working day, with just so many working days in between', () => {
    fc.assert(
      fc.property(day, amount, unit, (from, amount, unit) => {
        const { due, strict, rolled } = deadline({ from, amount, unit, mode: 'minimum' }, chinaCalendar);
        expect(chinaCalendar.isWorkingDay(due)).toBe(true);
        expect(rolled >= strict).toBe(true);
        if (unit !== 'working-day') return;
        const days = Array.from({ length: daysBetween(from, due) }, (_, i) => addDays(from, i + 1));
        expect(days.filter((each) => chinaCalendar.isWorkingDay(each))).toHaveLength(amount);
      }),
    );
  });

  it('composes: a then b working days are a + b', () => {
    fc.assert(
      fc.property(day, amount, amount, (from, a, b) => {
        const after = (start: string, n: number) => deadline({ from: start, amount: n, unit: 'working-day', mode: 'maximum' }, chinaCalendar).due;
        expect(after(after(from, a), b)).toBe(after(from, a + b));
      }),
    );
  });

  it('gives the first working day after a holiday', () => {
    expect(nextWorkingDay('2026-09-30', chinaCalendar)).toBe('2026-10-08');
  });
});
