import { contractAmended } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FreezePlanHandler } from './freeze-plan.handler.js';

/** An amendment brings the full new terms; evaluations that have begun keep the old ones (R67). */
@Injectable()
export class OnProcurementContractAmended extends SingleFactConsumer<typeof contractAmended> {
  readonly contract = contractAmended;

  constructor(@Inject(FreezePlanHandler) private readonly handler: FreezePlanHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractAmended>, tx: Tx): Promise<Outcome> {
    return this.handler.freeze(record, tx);
  }
}
