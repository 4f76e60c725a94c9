import { roundOpened } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowEvaluationHandler } from './follow-evaluation.handler.js';

/** The project shows that it is being evaluated. */
@Injectable()
export class OnEvaluationRoundOpened extends SingleFactConsumer<typeof roundOpened> {
  readonly contract = roundOpened;

  constructor(@Inject(FollowEvaluationHandler) private readonly handler: FollowEvaluationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof roundOpened>, tx: Tx): Promise<Outcome> {
    return this.handler.noteRound(record.data, tx);
  }
}
