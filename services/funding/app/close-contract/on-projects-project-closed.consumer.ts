import { projectClosed } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CloseContractHandler } from './close-contract.handler.js';

/** Nothing more is to be delivered: what was never owed goes back to the budget. */
@Injectable()
export class OnProjectsProjectClosed extends SingleFactConsumer<typeof projectClosed> {
  readonly contract = projectClosed;

  constructor(@Inject(CloseContractHandler) private readonly handler: CloseContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof projectClosed>, tx: Tx): Promise<Outcome> {
    return this.handler.close(record.data.contractId, { as: record.data.outcome === 'completed' ? 'closed' : 'terminated', at: record.time }, record, tx);
  }
}
