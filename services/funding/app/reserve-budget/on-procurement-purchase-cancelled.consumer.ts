import { purchaseCancelled } from '@goufu/contracts';
import { APPLIED, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReserveBudgetHandler } from './reserve-budget.handler.js';

/** A purchase that is given up gives its money back. */
@Injectable()
export class OnProcurementPurchaseCancelled extends SingleFactConsumer<typeof purchaseCancelled> {
  readonly contract = purchaseCancelled;

  constructor(@Inject(ReserveBudgetHandler) private readonly handler: ReserveBudgetHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof purchaseCancelled>, tx: Tx): Promise<Outcome> {
    await this.handler.release(record.subject, 'purchase-cancelled', record, tx);
    return APPLIED;
  }
}
