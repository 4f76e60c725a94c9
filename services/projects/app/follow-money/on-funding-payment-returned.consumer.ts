import { paymentReturned } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The money came back; the tranche is owed again. */
@Injectable()
export class OnFundingPaymentReturned extends SingleFactConsumer<typeof paymentReturned> {
  readonly contract = paymentReturned;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof paymentReturned>, tx: Tx): Promise<Outcome> {
    return this.handler.notePayment(record.data, 'returned', record.data.code, tx);
  }
}
