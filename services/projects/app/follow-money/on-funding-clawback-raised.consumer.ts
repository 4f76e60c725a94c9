import { clawbackRaised } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** Paid money is asked back: the project shows it, with the day until which the agency may reply (R123). */
@Injectable()
export class OnFundingClawbackRaised extends SingleFactConsumer<typeof clawbackRaised> {
  readonly contract = clawbackRaised;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof clawbackRaised>, tx: Tx): Promise<Outcome> {
    return this.handler.noteClawbackRaised(record.data, tx);
  }
}
