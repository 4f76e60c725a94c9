import { contractTerminated } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowContractHandler } from './follow-contract.handler.js';

/** Only the handover and the closing are left (R93). */
@Injectable()
export class OnProcurementContractTerminated extends SingleFactConsumer<typeof contractTerminated> {
  readonly contract = contractTerminated;

  constructor(@Inject(FollowContractHandler) private readonly handler: FollowContractHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractTerminated>, tx: Tx): Promise<Outcome> {
    return this.handler.follow(record.data.contractId, { kind: 'terminate', reason: record.data.reason }, tx);
  }
}
