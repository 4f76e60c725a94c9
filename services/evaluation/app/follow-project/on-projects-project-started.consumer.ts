import { projectStarted } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowProjectHandler } from './follow-project.handler.js';

/** The service plan is the yardstick of the evaluation (R82). */
@Injectable()
export class OnProjectsProjectStarted extends SingleFactConsumer<typeof projectStarted> {
  readonly contract = projectStarted;

  constructor(@Inject(FollowProjectHandler) private readonly handler: FollowProjectHandler) {
    super();
  }

  handleOne({ data }: FactRecord<typeof projectStarted>, tx: Tx): Promise<Outcome> {
    return this.handler.note(data, tx);
  }
}
