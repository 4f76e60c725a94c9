import { resultPublished } from '@goufu/contracts';
import { FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { evaluationProofOf } from './evaluation-proof.js';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** A final result ticks the evaluation condition of the contract's tranches. */
@Injectable()
export class OnEvaluationResultPublished extends FactConsumer<typeof resultPublished> {
  readonly contract = resultPublished;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  handle(records: readonly FactRecord<typeof resultPublished>[], tx: Tx): Promise<Outcome[]> {
    return this.handler.note(records.map(evaluationProofOf), tx);
  }
}
