import { appealDecided } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** A decided appeal holds nothing any more; what it decided comes as a result. */
@Injectable()
export class OnEvaluationAppealDecided extends FactConsumer<typeof appealDecided> {
  readonly contract = appealDecided;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof appealDecided>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(
      records.map((record) => {
        const { contractId, appealId, evaluationCode } = record.data;
        return { factId: record.id, contractId, causedBy: record, evidence: { kind: 'appeal-closed', appealId, evaluationCode } };
      }),
      tx,
    );
  }
}
