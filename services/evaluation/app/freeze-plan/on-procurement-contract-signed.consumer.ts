import { contractSigned } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FreezePlanHandler } from './freeze-plan.handler.js';

/** Signing fixes which evaluations there are, with which template (R105). */
@Injectable()
export class OnProcurementContractSigned extends SingleFactConsumer<typeof contractSigned> {
  readonly contract = contractSigned;

  constructor(@Inject(FreezePlanHandler) private readonly handler: FreezePlanHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractSigned>, tx: Tx): Promise<Outcome> {
    return this.handler.freeze(record, tx);
  }
}
