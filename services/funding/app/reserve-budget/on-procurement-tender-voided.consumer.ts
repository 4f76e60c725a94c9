import { tenderVoided } from '@goufu/contracts';
import { APPLIED, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReserveBudgetHandler } from './reserve-budget.handler.js';

/** A void tender gives its money back, unless the purchaser tenders again with it. */
@Injectable()
export class OnProcurementTenderVoided extends SingleFactConsumer<typeof tenderVoided> {
  readonly contract = tenderVoided;

  constructor(@Inject(ReserveBudgetHandler) private readonly handler: ReserveBudgetHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof tenderVoided>, tx: Tx): Promise<Outcome> {
    if (!record.data.retender) await this.handler.release(record.subject, 'tender-voided', record, tx);
    return APPLIED;
  }
}
