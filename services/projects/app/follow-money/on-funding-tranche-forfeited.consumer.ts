import { trancheForfeited } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** A forfeited tranche no longer keeps the project open (R109). */
@Injectable()
export class OnFundingTrancheForfeited extends SingleFactConsumer<typeof trancheForfeited> {
  readonly contract = trancheForfeited;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof trancheForfeited>, tx: Tx): Promise<Outcome> {
    return this.handler.noteTranche(record.data, { state: 'forfeited', releasedFen: '0', waitingFor: [] }, tx);
  }
}
