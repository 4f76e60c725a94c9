import { contractAmended } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { AmendContractHandler } from './amend-contract.handler.js';

/** A supplementary contract replaces the terms. */
@Injectable()
export class OnProcurementContractAmended extends SingleFactConsumer<typeof contractAmended> {
  readonly contract = contractAmended;

  constructor(@Inject(AmendContractHandler) private readonly handler: AmendContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof contractAmended>, tx: Tx): Promise<Outcome> {
    return this.handler.amend(record.data, record, tx);
  }
}
