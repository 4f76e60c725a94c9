import { rectificationOpened } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowRectificationHandler } from './follow-rectification.handler.js';

/** A rectification began. */
@Injectable()
export class OnProjectsRectificationOpened extends SingleFactConsumer<typeof rectificationOpened> {
  readonly contract = rectificationOpened;

  constructor(@Inject(FollowRectificationHandler) private readonly handler: FollowRectificationHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof rectificationOpened>, tx: Tx): Promise<Outcome> {
    return this.handler.note(record, 'opened', tx);
  }
}
