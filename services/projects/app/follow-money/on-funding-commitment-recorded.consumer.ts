import { commitmentRecorded } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The budget is bound to the contract. */
@Injectable()
export class OnFundingCommitmentRecorded extends SingleFactConsumer<typeof commitmentRecorded> {
  readonly contract = commitmentRecorded;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof commitmentRecorded>, tx: Tx): Promise<Outcome> {
    return this.handler.noteCommitment(record.data, 'recorded', undefined, tx);
  }
}
