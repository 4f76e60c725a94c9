import { contractSigned } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { OpenProjectHandler } from './open-project.handler.js';

/** A signed contract is the beginning of its project. */
@Injectable()
export class OnProcurementContractSigned extends SingleFactConsumer<typeof contractSigned> {
  readonly contract = contractSigned;

  constructor(@Inject(OpenProjectHandler) private readonly handler: OpenProjectHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof contractSigned>, tx: Tx): Promise<Outcome> {
    return this.handler.open(record, tx);
  }
}
