import { contractFiled } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { noteFilings } from '../persistence/contract.repository.js';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** The contract is announced and filed: ticks the condition of the first tranche (R122), and stands in its voucher packs (R118). */
@Injectable()
export class OnProcurementContractFiled extends FactConsumer<typeof contractFiled> {
  readonly contract = contractFiled;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  async handle(records: readonly FactRecord<typeof contractFiled>[], tx: Tx): Promise<Outcome[]> {
    await noteFilings(tx, records.map(({ id: factId, data }) => ({ factId, ...data })));
    return this.handler.note(
      records.map((record) => ({ factId: record.id, contractId: record.data.contractId, causedBy: record, evidence: { kind: 'contract-filed' } })),
      tx,
    );
  }
}
