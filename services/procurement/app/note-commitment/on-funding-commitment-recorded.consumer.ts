import { commitmentRecorded } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { noteCommitment } from './note-commitment.js';

/** Funding has bound the budget to the contract (R115). */
@Injectable()
export class OnFundingCommitmentRecorded extends SingleFactConsumer<typeof commitmentRecorded> {
  readonly contract = commitmentRecorded;

  async handleOne({ data }: FactRecord<typeof commitmentRecorded>, tx: Tx): Promise<Outcome> {
    return noteCommitment(tx, data, 'recorded');
  }
}
