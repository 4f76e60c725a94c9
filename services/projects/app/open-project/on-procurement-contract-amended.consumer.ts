import { contractAmended } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { OpenProjectHandler } from './open-project.handler.js';

/** New terms: what they add is asked for, what they no longer name is dropped (R67). */
@Injectable()
export class OnProcurementContractAmended extends SingleFactConsumer<typeof contractAmended> {
  readonly contract = contractAmended;

  constructor(@Inject(OpenProjectHandler) private readonly handler: OpenProjectHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractAmended>, tx: Tx): Promise<Outcome> {
    return this.handler.amend(record, tx);
  }
}
