import { reservationReleased } from '@goufu/contracts';
import { APPLIED, waitingFor, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { loadPurchaseForUpdate, takeFromReserved } from '../persistence/purchase.repository.js';

/** Money that was set aside went back to its lines: the purchase shows no more than is still reserved for it. */
@Injectable()
export class OnFundingReservationReleased extends SingleFactConsumer<typeof reservationReleased> {
  readonly contract = reservationReleased;

  async handleOne({ data }: FactRecord<typeof reservationReleased>, tx: Tx): Promise<Outcome> {
    const purchase = await loadPurchaseForUpdate(tx, data.purchaseId);
    if (!purchase) return waitingFor('purchase', data.purchaseId);
    await takeFromReserved(tx, data.purchaseId, data.parts);
    return APPLIED;
  }
}
