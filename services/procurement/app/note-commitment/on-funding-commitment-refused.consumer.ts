import { commitmentRefused } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { noteCommitment } from './note-commitment.js';

/** Funding could not bind the budget: the purchaser must mend it before anything is paid (R115). */
@Injectable()
export class OnFundingCommitmentRefused extends SingleFactConsumer<typeof commitmentRefused> {
  readonly contract = commitmentRefused;

  async handleOne({ data }: FactRecord<typeof commitmentRefused>, tx: Tx): Promise<Outcome> {
    return noteCommitment(tx, data, 'refused');
  }
}
