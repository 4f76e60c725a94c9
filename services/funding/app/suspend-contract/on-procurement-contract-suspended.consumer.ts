import { contractSuspended } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { SuspendContractHandler } from './suspend-contract.handler.js';

/** While a contract is suspended nothing is put before the approvers (R76). */
@Injectable()
export class OnProcurementContractSuspended extends SingleFactConsumer<typeof contractSuspended> {
  readonly contract = contractSuspended;

  constructor(@Inject(SuspendContractHandler) private readonly handler: SuspendContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof contractSuspended>, tx: Tx): Promise<Outcome> {
    return this.handler.suspend(record.data.contractId, tx);
  }
}
