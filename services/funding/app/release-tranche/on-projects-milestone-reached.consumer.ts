import { milestoneReached } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** All deliverables of a milestone are accepted (R121). */
@Injectable()
export class OnProjectsMilestoneReached extends FactConsumer<typeof milestoneReached> {
  readonly contract = milestoneReached;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof milestoneReached>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(
      records.map((record) => ({ factId: record.id, contractId: record.data.contractId, causedBy: record, evidence: { kind: 'milestone', milestoneCode: record.data.milestoneCode } })),
      tx,
    );
  }
}
