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
    const proofs = records.map((record) => ({ factId: record.id, contractId: record.data.contractId, causedBy: record, evidence: { kind: 'contract-filed' as const } }));
    const outcomes = await this.handler.note(proofs, tx);
    // Only now: a contract that another transaction signs meanwhile may be unknown to a first statement and known to the next.
    const filed = records.filter((_, i) => outcomes[i]?.kind !== 'waiting');
    if (filed.length > 0) await noteFilings(tx, filed.map(({ id: factId, data }) => ({ factId, ...data })));
    return outcomes;
  }
}
