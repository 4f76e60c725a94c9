import { APPLIED, FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { FactContract } from '@goufu/contracts';
import type { Tx } from '@goufu/persistence';
import type { ReleaseLatency } from './release-latency.js';
import type { TellTimelineHandler } from './tell-timeline.handler.js';

/** Takes every fact of one kind into the timeline and the audit trail, in their own consumer group. */
export class OnEveryFact extends FactConsumer {
  override readonly projection = 'timeline';

  constructor(
    readonly contract: FactContract,
    private readonly handler: TellTimelineHandler,
    private readonly latency: ReleaseLatency,
  ) {
    super();
  }

  async handle(records: readonly FactRecord[], tx: Tx): Promise<readonly Outcome[]> {
    await this.handler.tell(tx, records);
    tx.afterCommit(() => this.latency.observe(records));
    return records.map(() => APPLIED);
  }
}
