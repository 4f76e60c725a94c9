import { contractTerminated } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CloseContractHandler } from './close-contract.handler.js';

/** A contract that ends early pays what is owed; all else goes back to the budget (R123). */
@Injectable()
export class OnProcurementContractTerminated extends SingleFactConsumer<typeof contractTerminated> {
  readonly contract = contractTerminated;

  constructor(@Inject(CloseContractHandler) private readonly handler: CloseContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof contractTerminated>, tx: Tx): Promise<Outcome> {
    return this.handler.close(record.data.contractId, 'terminated', record, tx);
  }
}
