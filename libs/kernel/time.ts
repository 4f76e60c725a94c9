/** A moment of business time: ISO-8601 in UTC with milliseconds, `2026-03-02T01:00:00.000Z`. Compares as a string. */
export type Instant = string;

/** A calendar day in China, `2026-03-02`. Compares as a string. */
export type LocalDate = string;

/** Where business time comes from. Machine time (timeouts, leases, traces) never does. */
export interface Clock {
  now(): Instant;
}

const DAY_MS = 86_400_000;
/** China has kept one zone and no daylight saving since 1992. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

const isoOf = (ms: number): Instant => new Date(ms).toISOString();

/** The day in China on which `at` falls. */
export const localDateOf = (at: Instant): LocalDate => isoOf(Date.parse(at) + CHINA_OFFSET_MS).slice(0, 10);

/** The first moment of `day` in China. */
export const startOfDay = (day: LocalDate): Instant => isoOf(Date.parse(`${day}T00:00:00.000Z`) - CHINA_OFFSET_MS);

/** The last millisecond of `day` in China: a deadline "by `day`" ends here. */
export const endOfDay = (day: LocalDate): Instant => isoOf(Date.parse(startOfDay(day)) + DAY_MS - 1);

export const addDays = (day: LocalDate, days: number): LocalDate =>
  isoOf(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).slice(0, 10);

export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS);

export const plusMilliseconds = (at: Instant, ms: number): Instant => isoOf(Date.parse(at) + ms);

export const isLocalDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00.000Z`)) && addDays(text, 0) === text;
