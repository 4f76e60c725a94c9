import { trancheSupplemented } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowMoneyHandler } from './follow-money.handler.js';

/** A paid tranche is worth more: the difference is a tranche of its own (R123). */
@Injectable()
export class OnFundingTrancheSupplemented extends SingleFactConsumer<typeof trancheSupplemented> {
  readonly contract = trancheSupplemented;

  constructor(@Inject(FollowMoneyHandler) private readonly handler: FollowMoneyHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof trancheSupplemented>, tx: Tx): Promise<Outcome> {
    const { contractId, trancheId, trancheNo, supplements, fen } = record.data;
    return this.handler.addSupplement(contractId, { trancheId, no: trancheNo, supplements, fen }, tx);
  }
}
