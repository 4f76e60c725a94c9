import { commitmentRefused } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** Nothing will be paid until this is mended; the project shows why. */
@Injectable()
export class OnFundingCommitmentRefused extends SingleFactConsumer<typeof commitmentRefused> {
  readonly contract = commitmentRefused;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof commitmentRefused>, tx: Tx): Promise<Outcome> {
    return this.handler.noteCommitment(record.data, 'refused', record.data.reason, tx);
  }
}
