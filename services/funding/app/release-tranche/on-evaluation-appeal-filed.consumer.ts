import { appealFiled } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** An open appeal holds what an evaluation would release (R123). */
@Injectable()
export class OnEvaluationAppealFiled extends FactConsumer<typeof appealFiled> {
  readonly contract = appealFiled;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof appealFiled>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(
      records.map((record) => {
        const { contractId, appealId, evaluationCode } = record.data;
        return { factId: record.id, contractId, causedBy: record, evidence: { kind: 'appeal-opened', appealId, evaluationCode } };
      }),
      tx,
    );
  }
}
