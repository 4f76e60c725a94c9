import { paymentSettled } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** The money is with the agency. */
@Injectable()
export class OnFundingPaymentSettled extends SingleFactConsumer<typeof paymentSettled> {
  readonly contract = paymentSettled;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof paymentSettled>, tx: Tx): Promise<Outcome> {
    return this.handler.notePayment(record.data, 'settled', undefined, tx);
  }
}
