import { paymentRejected } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The treasury refused; the tranche is still owed. */
@Injectable()
export class OnFundingPaymentRejected extends SingleFactConsumer<typeof paymentRejected> {
  readonly contract = paymentRejected;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof paymentRejected>, tx: Tx): Promise<Outcome> {
    return this.handler.notePayment(record.data, 'rejected', record.data.code, tx);
  }
}
