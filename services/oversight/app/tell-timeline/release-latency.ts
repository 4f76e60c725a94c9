import { trancheReleased } from '@goufu/contracts';
import { madeAt } from '@goufu/kernel';
import type { FactRecord } from '@goufu/messaging';
import { Metrics } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';

/**
 * How long the machine makes people wait for money that they are owed: from the moment when somebody's fact (a result that became final) was
 * recorded, through outbox, Kafka and ledger, until its release is read back here. Machine time; a fact that was itself caused has none in its id.
 */
@Injectable()
export class ReleaseLatency {
  private readonly seconds: ReturnType<Metrics['histogram']>;

  constructor(@Inject(Metrics) metrics: Metrics) {
    this.seconds = metrics.histogram({
      name: 'goufu_release_latency_seconds',
      help: 'Time from the fact that completes the conditions of a tranche to its release, read back',
      labels: [],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
    });
  }

  observe(records: readonly FactRecord[]): void {
    const now = performance.timeOrigin + performance.now();
    for (const { type, causationId } of records) {
      const began = type === trancheReleased.type && causationId !== undefined ? madeAt(causationId) : undefined;
      if (began !== undefined) this.seconds.observe(Math.max(0, now - began) / 1000);
    }
  }
}
