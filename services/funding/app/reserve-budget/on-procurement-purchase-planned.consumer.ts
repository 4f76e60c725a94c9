import { purchasePlanned } from '@goufu/contracts';
import { APPLIED, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReserveBudgetHandler } from './reserve-budget.handler.js';

/** A planned purchase asks for its money before it may be tendered (R10). */
@Injectable()
export class OnProcurementPurchasePlanned extends SingleFactConsumer<typeof purchasePlanned> {
  readonly contract = purchasePlanned;

  constructor(@Inject(ReserveBudgetHandler) private readonly handler: ReserveBudgetHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof purchasePlanned>, tx: Tx): Promise<Outcome> {
    const { title, asks, directoryItem, use = 'social-work-service' } = record.data;
    await this.handler.reserve({ purchaseId: record.subject, title, asks, spending: { use, directoryItem: directoryItem.code }, causedBy: record }, tx);
    return APPLIED;
  }
}
