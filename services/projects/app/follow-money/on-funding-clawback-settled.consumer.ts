import { clawbackSettled } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** A clawback case ended: refunded, offset or waived (R123). */
@Injectable()
export class OnFundingClawbackSettled extends SingleFactConsumer<typeof clawbackSettled> {
  readonly contract = clawbackSettled;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof clawbackSettled>, tx: Tx): Promise<Outcome> {
    return this.handler.noteClawbackSettled(record.data, tx);
  }
}
