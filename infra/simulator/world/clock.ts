import { localDateOf, plusMilliseconds, type Clock, type Instant, type LocalDate } from '@goufu/kernel';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Business time of a schedule; it may also go back a little, as clocks that are set do. */
export class SeededClock implements Clock {
  private at: Instant = '2026-03-02T01:00:00.000Z';
  private day: LocalDate = localDateOf(this.at);

  now(): Instant {
    return this.at;
  }

  today(): LocalDate {
    return this.day;
  }

  step(milliseconds: number): void {
    this.set(plusMilliseconds(this.at, milliseconds));
  }

  set(at: Instant): void {
    this.at = at;
    this.day = localDateOf(at);
  }
}
