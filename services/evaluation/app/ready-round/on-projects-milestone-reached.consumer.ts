import { milestoneReached } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReadyRoundHandler } from './ready-round.handler.js';

/** A milestone makes the evaluation ready that waits for it (R103). */
@Injectable()
export class OnProjectsMilestoneReached extends SingleFactConsumer<typeof milestoneReached> {
  readonly contract = milestoneReached;

  constructor(@Inject(ReadyRoundHandler) private readonly handler: ReadyRoundHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof milestoneReached>, tx: Tx): Promise<Outcome> {
    return this.handler.note(record, { kind: 'milestone', milestoneCode: record.data.milestoneCode }, tx);
  }
}
