import { trancheWithheld } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The agency sees what its money waits for. */
@Injectable()
export class OnFundingTrancheWithheld extends SingleFactConsumer<typeof trancheWithheld> {
  readonly contract = trancheWithheld;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof trancheWithheld>, tx: Tx): Promise<Outcome> {
    return this.handler.noteTranche(record.data, { state: 'withheld', releasedFen: '0', waitingFor: record.data.waitingFor }, tx);
  }
}
