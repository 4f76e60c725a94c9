import { resultPublished } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { OpenRectificationHandler } from './open-rectification.handler.js';

/** A final result may call for a rectification (R109). */
@Injectable()
export class OnEvaluationResultPublished extends SingleFactConsumer<typeof resultPublished> {
  readonly contract = resultPublished;

  constructor(@Inject(OpenRectificationHandler) private readonly handler: OpenRectificationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof resultPublished>, tx: Tx): Promise<Outcome> {
    return this.handler.publish(record, tx);
  }
}
