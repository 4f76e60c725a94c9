import { budgetRefused } from '@goufu/contracts';
import { APPLIED, waitingFor, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { parseFen } from '@goufu/kernel';
import { movePurchase } from '../move-purchase.js';
import { loadPurchaseForUpdate } from '../persistence/purchase.repository.js';

/** The budget is short: the purchase is planned anew or given up (R10). */
@Injectable()
export class OnFundingBudgetRefused extends SingleFactConsumer<typeof budgetRefused> {
  readonly contract = budgetRefused;

  async handleOne({ data }: FactRecord<typeof budgetRefused>, tx: Tx): Promise<Outcome> {
    const purchase = await loadPurchaseForUpdate(tx, data.purchaseId);
    if (!purchase) return waitingFor('purchase', data.purchaseId);
    await movePurchase(tx, purchase, { kind: 'note-refused', short: parseFen(data.shortFen) });
    return APPLIED;
  }
}
