import { resultNotified } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowEvaluationHandler } from './follow-evaluation.handler.js';

/** The agency sees its result and until when it may appeal. */
@Injectable()
export class OnEvaluationResultNotified extends SingleFactConsumer<typeof resultNotified> {
  readonly contract = resultNotified;

  constructor(@Inject(FollowEvaluationHandler) private readonly handler: FollowEvaluationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof resultNotified>, tx: Tx): Promise<Outcome> {
    return this.handler.noteResult(record.data, tx);
  }
}
