import { purchaseCancelled, type cancelPurchase, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { cancelTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { purchase as purchases } from '../../domain/purchase/purchase.js';
import { inPurchase } from '../in-purchase.js';
import { OPEN_BIDS } from '../open-bids/task.js';
import { savePurchase } from '../persistence/purchase.repository.js';
import { liveTenderOf, saveTender } from '../persistence/tender.repository.js';
import { purchaseView } from '../views.js';

/** The task is cancelled: a running tender ends with it, what was reserved goes back (R38, R45). */
@Injectable()
export class CancelPurchaseHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof cancelPurchase>, caller: Caller) {
    return inPurchase(this.unitOfWork, caller, params.purchaseId, async (tx, purchase) => {
      const facts = purchases.decide({ kind: 'cancel', reason: body.reason, at: tx.now }, purchase);
      if (isRefusal(facts)) return facts;
      const cancelled = { ...purchase, ...fold(purchases.evolve, purchase, facts) };
      await savePurchase(tx, cancelled, body.reason);
      const tender = await liveTenderOf(tx, purchase.id);
      if (tender) {
        await saveTender(tx, tender.id, { kind: 'voided', reason: body.reason, rule: 'R38', retender: false });
        await cancelTask(tx, OPEN_BIDS, tender.id);
      }
      tx.record({ contract: purchaseCancelled, subject: purchase.id, jurisdiction: purchase.jurisdiction, data: { reason: body.reason, rule: 'R38', cancelledAt: tx.now } });
      return purchaseView(cancelled);
    });
  }
}
