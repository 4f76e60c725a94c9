import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MessagingRuntime } from '@goufu/messaging';
import { FailedTasks } from '@goufu/tasks';
import { DataSource } from '@goufu/persistence';
import { Metrics, type GaugeReading } from '../observability/metrics.js';

/** What an operator watches: facts not sent yet, records behind, keys held, tasks failed. Read when scraped. */
@Injectable()
export class OperationsGauges implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly messaging: MessagingRuntime,
    private readonly tasks: FailedTasks,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.gauge({ name: 'goufu_outbox_age_seconds', help: 'Age of the oldest fact not sent to Kafka', read: () => this.outboxAge() });
    this.metrics.gauge({ name: 'goufu_consumer_lag_records', help: 'Records not handled yet', labels: ['group'], read: () => this.lag() });
    this.metrics.gauge({ name: 'goufu_records', help: 'Records since the process began, by what became of them', labels: ['group', 'outcome'], read: () => this.outcomes() });
    this.metrics.gauge({ name: 'goufu_held_keys', help: 'Keys with records kept aside', labels: ['group', 'state'], read: () => this.heldKeys() });
    this.metrics.gauge({ name: 'goufu_tasks', help: 'Due tasks in trouble or in hand', labels: ['state'], read: () => this.taskFigures() });
  }

  private async outboxAge(): Promise<GaugeReading[]> {
    const rows: { seconds: number }[] = await this.dataSource.query(
      `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::float8 AS seconds FROM outbox`,
    );
    return rows.map(({ seconds }) => ({ value: seconds }));
  }

  private async lag(): Promise<GaugeReading[]> {
    return this.messaging.groups.map(({ status }) => ({ value: status.lag, labels: { group: status.group } }));
  }

  private async outcomes(): Promise<GaugeReading[]> {
    return this.messaging.groups.flatMap(({ status: { group, handled, parked } }) =>
      Object.entries({ ...handled, parked }).map(([outcome, value]) => ({ value, labels: { group, outcome } })),
    );
  }

  private async heldKeys(): Promise<GaugeReading[]> {
    const rows: { group: string; state: string; keys: number }[] = await this.dataSource.query(
      `SELECT consumer_group AS "group", state, count(DISTINCT message_key)::int AS keys FROM held_record
       WHERE state IN ('waiting', 'parked') GROUP BY 1, 2`,
    );
    return rows.map(({ group, state, keys }) => ({ value: keys, labels: { group, state } }));
  }

  private async taskFigures(): Promise<GaugeReading[]> {
    return Object.entries(await this.tasks.figures()).map(([state, value]: [string, number]) => ({ value, labels: { state } }));
  }
}
