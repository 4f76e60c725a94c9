import { rectificationAccepted } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReEvaluateHandler } from './re-evaluate.handler.js';

/** After a fail, the accepted rectification opens the evaluation once more, by itself (R109). */
@Injectable()
export class OnProjectsRectificationAccepted extends SingleFactConsumer<typeof rectificationAccepted> {
  readonly contract = rectificationAccepted;

  constructor(@Inject(ReEvaluateHandler) private readonly handler: ReEvaluateHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof rectificationAccepted>, tx: Tx): Promise<Outcome> {
    return this.handler.accepted(record, tx);
  }
}
