import { resultRevised } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { OpenRectificationHandler } from './open-rectification.handler.js';

/** A revised result takes the place of the earlier one, and its rectification of the earlier one’s. */
@Injectable()
export class OnEvaluationResultRevised extends SingleFactConsumer<typeof resultRevised> {
  readonly contract = resultRevised;

  constructor(@Inject(OpenRectificationHandler) private readonly handler: OpenRectificationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof resultRevised>, tx: Tx): Promise<Outcome> {
    return this.handler.revise(record, tx);
  }
}
