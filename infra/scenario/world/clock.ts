import { CONTEXTS, getClock, moveClock } from '@goufu/contracts';
import { plusMilliseconds, startOfDay, type Instant, type LocalDate } from '@goufu/kernel';
import type { Services } from './client.js';
import type { TreasuryDesk } from './treasury.js';

/** The hand that steps business time, at every service and at the treasury. */
export class ClockHand {
  #now: Instant = '';

  constructor(
    private readonly services: Services,
    private readonly treasury: TreasuryDesk,
    /** Who may move clocks. */
    private readonly operator: string,
  ) {}

  get now(): Instant {
    return this.#now;
  }

  /** Reads all clocks and sets them to the latest of them, so that everybody agrees from here on. */
  async agree(): Promise<Instant> {
    const shown = await Promise.all(CONTEXTS.map(async (context) => (await this.services.call(context, undefined, getClock, {})).now));
    const latest = [...shown, await this.treasury.now()].toSorted().at(-1) ?? '';
    await this.advance(latest);
    return latest;
  }

  /** Steps to `to`; an earlier moment changes nothing. Returns once every service shows it and what was due by then is done. */
  async advance(to: Instant): Promise<void> {
    if (to <= this.#now) return;
    await this.treasury.moveClock(to);
    for (const context of CONTEXTS) await this.services.call(context, this.operator, moveClock, { body: { now: to } });
    this.#now = to;
  }
}

const OFFICE_OPENS_MS = 9 * 3_600_000;

/** Nine in the morning in China. */
export const morningOf = (day: LocalDate): Instant => plusMilliseconds(startOfDay(day), OFFICE_OPENS_MS);
