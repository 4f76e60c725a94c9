import { contractFiled } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** The contract is announced and filed: ticks the condition of the first tranche (R122). */
@Injectable()
export class OnProcurementContractFiled extends FactConsumer<typeof contractFiled> {
  readonly contract = contractFiled;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof contractFiled>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(
      records.map((record) => ({ factId: record.id, contractId: record.data.contractId, causedBy: record, evidence: { kind: 'contract-filed' } })),
      tx,
    );
  }
}
