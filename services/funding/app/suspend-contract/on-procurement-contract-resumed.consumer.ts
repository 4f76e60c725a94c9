import { contractResumed } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { SuspendContractHandler } from './suspend-contract.handler.js';

/** A resumed contract puts what is owed and asked for before the approvers again. */
@Injectable()
export class OnProcurementContractResumed extends SingleFactConsumer<typeof contractResumed> {
  readonly contract = contractResumed;

  constructor(@Inject(SuspendContractHandler) private readonly handler: SuspendContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof contractResumed>, tx: Tx): Promise<Outcome> {
    return this.handler.resume(record.data.contractId, record, tx);
  }
}
