import { purchasePlanned } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReserveBudgetHandler } from './reserve-budget.handler.js';

/** A planned purchase asks for its money before it may be tendered (R10). */
@Injectable()
export class OnProcurementPurchasePlanned extends FactConsumer<typeof purchasePlanned> {
  readonly contract = purchasePlanned;

  constructor(@Inject(ReserveBudgetHandler) private readonly handler: ReserveBudgetHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof purchasePlanned>[], tx: Tx): Promise<Outcome[]> {
    const asks = records.map((record) => {
      const { title, asks: parts, directoryItem, use = 'social-work-service' } = record.data;
      return { purchaseId: record.subject, title, asks: parts, spending: { use, directoryItem: directoryItem.code }, causedBy: record };
    });
    return this.handler.reserve(asks, tx);
  }
}
