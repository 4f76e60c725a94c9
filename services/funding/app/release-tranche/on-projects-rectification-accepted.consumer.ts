import { rectificationAccepted } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** A closed rectification ticks its condition, and frees what a bare pass held (R109). */
@Injectable()
export class OnProjectsRectificationAccepted extends FactConsumer<typeof rectificationAccepted> {
  readonly contract = rectificationAccepted;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof rectificationAccepted>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(
      records.map((record) => {
        const { contractId, evaluationCode, attempt } = record.data;
        return { factId: record.id, contractId, causedBy: record, evidence: { kind: 'rectification-closed', evaluationCode, attempt } };
      }),
      tx,
    );
  }
}
