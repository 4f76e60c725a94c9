import { contractSuspended } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowContractHandler } from './follow-contract.handler.js';

/** While a contract is suspended nothing is delivered or decided (R76). */
@Injectable()
export class OnProcurementContractSuspended extends SingleFactConsumer<typeof contractSuspended> {
  readonly contract = contractSuspended;

  constructor(@Inject(FollowContractHandler) private readonly handler: FollowContractHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractSuspended>, tx: Tx): Promise<Outcome> {
    return this.handler.follow(record.data.contractId, { kind: 'suspend', reason: record.data.reason }, tx);
  }
}
