import { contractResumed } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowContractHandler } from './follow-contract.handler.js';

/** Rounds can be opened again. */
@Injectable()
export class OnProcurementContractResumed extends SingleFactConsumer<typeof contractResumed> {
  readonly contract = contractResumed;

  constructor(@Inject(FollowContractHandler) private readonly handler: FollowContractHandler) {
    super();
  }

  handleOne({ data }: FactRecord<typeof contractResumed>, tx: Tx): Promise<Outcome> {
    return this.handler.follow(data.contractId, { kind: 'resume' }, tx);
  }
}
