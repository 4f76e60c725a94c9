import { appealFiled } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowEvaluationHandler } from './follow-evaluation.handler.js';

/** A project shows that its result is objected to, and since when. */
@Injectable()
export class OnEvaluationAppealFiled extends SingleFactConsumer<typeof appealFiled> {
  readonly contract = appealFiled;

  constructor(@Inject(FollowEvaluationHandler) private readonly handler: FollowEvaluationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof appealFiled>, tx: Tx): Promise<Outcome> {
    return this.handler.noteAppeal(record.data, tx);
  }
}
