import { trancheReleased } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The agency sees that a tranche is owed to it. */
@Injectable()
export class OnFundingTrancheReleased extends SingleFactConsumer<typeof trancheReleased> {
  readonly contract = trancheReleased;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof trancheReleased>, tx: Tx): Promise<Outcome> {
    return this.handler.noteTranche(record.data, { state: 'released', releasedFen: record.data.fen, waitingFor: [] }, tx);
  }
}
