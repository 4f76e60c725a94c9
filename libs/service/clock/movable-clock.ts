import type { Clock, Instant } from '@goufu/kernel';
import type { DataSource } from '@goufu/persistence';

/**
 * A clock that stands still and steps when told, for scenarios in a local environment. Until its first step it shows the
 * machine's time. Its time is kept in the database: a restart does not turn it back.
 */
export class MovableClock implements Clock {
  private constructor(
    private readonly dataSource: DataSource,
    private at: Instant | undefined,
  ) {}

  static async load(dataSource: DataSource): Promise<MovableClock> {
    const [row] = (await dataSource.query('SELECT at FROM business_clock')) as { at: Date }[];
    return new MovableClock(dataSource, row?.at.toISOString());
  }

  now(): Instant {
    return this.at ?? new Date().toISOString();
  }

  /** Steps forward; false, and nothing happens, when `to` lies before the time shown. */
  async step(to: Instant): Promise<boolean> {
    const moved = (await this.dataSource.query(
      `INSERT INTO business_clock (at) VALUES ($1)
       ON CONFLICT (singleton) DO UPDATE SET at = excluded.at WHERE business_clock.at <= excluded.at RETURNING at`,
      [to],
    )) as unknown[];
    if (moved.length === 0) return false;
    this.at = to;
    return true;
  }
}
