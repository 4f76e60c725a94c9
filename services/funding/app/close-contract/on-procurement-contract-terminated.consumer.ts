import { contractTerminated } from '@goufu/contracts';
import { endOfDay } from '@goufu/kernel';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CloseContractHandler } from './close-contract.handler.js';

/** A contract that ends early pays what is owed; all else goes back to the budget (R123). */
@Injectable()
export class OnProcurementContractTerminated extends SingleFactConsumer<typeof contractTerminated> {
  readonly contract = contractTerminated;

  constructor(@Inject(CloseContractHandler) private readonly handler: CloseContractHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof contractTerminated>, tx: Tx): Promise<Outcome> {
    const { contractId, effectiveOn } = record.data;
    // What is done on its last day still counts, and so does all that was done before it was told.
    const at = [endOfDay(effectiveOn), record.time].toSorted().at(-1) ?? record.time;
    return this.handler.close(contractId, { as: 'terminated', at }, record, tx);
  }
}
