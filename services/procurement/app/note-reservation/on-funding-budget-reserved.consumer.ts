import { budgetReserved } from '@goufu/contracts';
import { APPLIED, waitingFor, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { movePurchase } from '../move-purchase.js';
import { loadPurchaseForUpdate } from '../persistence/purchase.repository.js';
import { domainPart } from '../published-terms.js';

/** The budget is set aside: the tender may be published (R10). What later years are to pay can be contracted with it (R126). An answer that comes after a cancellation changes nothing. */
@Injectable()
export class OnFundingBudgetReserved extends SingleFactConsumer<typeof budgetReserved> {
  readonly contract = budgetReserved;

  async handleOne({ data }: FactRecord<typeof budgetReserved>, tx: Tx): Promise<Outcome> {
    const purchase = await loadPurchaseForUpdate(tx, data.purchaseId);
    if (!purchase) return waitingFor('purchase', data.purchaseId);
    await movePurchase(tx, purchase, { kind: 'note-reserved', reservationId: data.reservationId, parts: [...data.parts, ...(data.later ?? [])].map(domainPart) });
    return APPLIED;
  }
}
