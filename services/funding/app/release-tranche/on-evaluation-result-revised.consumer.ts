import { resultRevised } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { evaluationProofOf } from './evaluation-proof.js';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** A later revision replaces what the tranche knew of its evaluation; money that is not paid yet follows it (R123). */
@Injectable()
export class OnEvaluationResultRevised extends FactConsumer<typeof resultRevised> {
  readonly contract = resultRevised;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof resultRevised>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(records.map(evaluationProofOf), tx);
  }
}
