import { contractSigned } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CommitContractHandler } from './commit-contract.handler.js';

/** A signed contract is bound to its budget, and its tranches begin to wait for their conditions. */
@Injectable()
export class OnProcurementContractSigned extends SingleFactConsumer<typeof contractSigned> {
  readonly contract = contractSigned;

  constructor(@Inject(CommitContractHandler) private readonly handler: CommitContractHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractSigned>, tx: Tx): Promise<Outcome> {
    return this.handler.commit({ purchaseId: record.subject, terms: record.data, causedBy: record }, tx);
  }
}
