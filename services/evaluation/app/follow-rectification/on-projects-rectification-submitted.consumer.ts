import { rectificationSubmitted } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowRectificationHandler } from './follow-rectification.handler.js';

/** The agency reported what it rectified. */
@Injectable()
export class OnProjectsRectificationSubmitted extends SingleFactConsumer<typeof rectificationSubmitted> {
  readonly contract = rectificationSubmitted;

  constructor(@Inject(FollowRectificationHandler) private readonly handler: FollowRectificationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof rectificationSubmitted>, tx: Tx): Promise<Outcome> {
    return this.handler.note(record, 'submitted', tx);
  }
}
