import { appealDecided } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowEvaluationHandler } from './follow-evaluation.handler.js';

/** A project shows how the appeal ended; what it changes comes as a result. */
@Injectable()
export class OnEvaluationAppealDecided extends SingleFactConsumer<typeof appealDecided> {
  readonly contract = appealDecided;

  constructor(@Inject(FollowEvaluationHandler) private readonly handler: FollowEvaluationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof appealDecided>, tx: Tx): Promise<Outcome> {
    return this.handler.noteAppeal(record.data, tx);
  }
}
