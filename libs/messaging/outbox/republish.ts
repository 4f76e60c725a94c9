import type { DataSource } from '@goufu/persistence';

export interface RepublishFilter {
  /** Only facts of this business time or later. */
  readonly since?: string;
  readonly type?: string;
  readonly subject?: string;
}

/** Queues stored facts again under their original ids, so that Kafka can be refilled from the table. */
export class FactRepublisher {
  constructor(private readonly dataSource: DataSource) {}

  /** Answers how many facts were queued. Consumers that had them before ignore them. */
  async republish(filter: RepublishFilter = {}): Promise<number> {
    const rows = (await this.dataSource.query(
      `WITH chosen AS (
         SELECT id, subject, sequence, time FROM fact
         WHERE ($1::timestamptz IS NULL OR time >= $1) AND ($2::text IS NULL OR type = $2)
           AND ($3::uuid IS NULL OR subject = $3)
       ), queued AS (
         INSERT INTO outbox (fact_id) SELECT id FROM chosen ORDER BY time, subject, sequence RETURNING 1
       )
       SELECT count(*)::int AS queued FROM queued`,
      [filter.since ?? null, filter.type ?? null, filter.subject ?? null],
    )) as { queued: number }[];
    return rows[0]?.queued ?? 0;
  }
}
