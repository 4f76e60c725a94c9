import { rectificationFailed } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowRectificationHandler } from './follow-rectification.handler.js';

/** The rectification failed: the result stands and is not repeated (R109). */
@Injectable()
export class OnProjectsRectificationFailed extends SingleFactConsumer<typeof rectificationFailed> {
  readonly contract = rectificationFailed;

  constructor(@Inject(FollowRectificationHandler) private readonly handler: FollowRectificationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof rectificationFailed>, tx: Tx): Promise<Outcome> {
    return this.handler.note(record, 'failed', tx);
  }
}
