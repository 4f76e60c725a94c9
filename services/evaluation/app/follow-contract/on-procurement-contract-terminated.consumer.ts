import { contractTerminated } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FollowContractHandler } from './follow-contract.handler.js';

/** Evaluations that have not begun are called off. */
@Injectable()
export class OnProcurementContractTerminated extends SingleFactConsumer<typeof contractTerminated> {
  readonly contract = contractTerminated;

  constructor(@Inject(FollowContractHandler) private readonly handler: FollowContractHandler) {
    super();
  }

  handleOne({ data }: FactRecord<typeof contractTerminated>, tx: Tx): Promise<Outcome> {
    return this.handler.follow(data.contractId, { kind: 'terminate' }, tx);
  }
}
