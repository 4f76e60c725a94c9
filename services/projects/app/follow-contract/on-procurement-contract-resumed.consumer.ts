import { contractResumed } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowContractHandler } from './follow-contract.handler.js';

/** The project goes on where it stood. */
@Injectable()
export class OnProcurementContractResumed extends SingleFactConsumer<typeof contractResumed> {
  readonly contract = contractResumed;

  constructor(@Inject(FollowContractHandler) private readonly handler: FollowContractHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractResumed>, tx: Tx): Promise<Outcome> {
    return this.handler.follow(record.data.contractId, { kind: 'resume', reason: record.data.reason }, tx);
  }
}
