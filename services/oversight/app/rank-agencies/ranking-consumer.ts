import type { FactContract } from '@goufu/contracts';
import { APPLIED, FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Placed } from '../persistence/dossier.repository.js';
import type { StatedBy } from './evidence-of.js';
import { RankAgenciesHandler } from './rank-agencies.handler.js';

/** Takes one kind of fact into the ranking, in the ranking's own consumer group. No fact waits: what belongs together meets in the dossier. */
@Injectable()
export abstract class RankingConsumer<Contract extends FactContract> extends FactConsumer<Contract> {
  override readonly projection = 'ranking';
  abstract readonly evidenceOf: (fact: StatedBy<Contract>) => Placed;

  @Inject(RankAgenciesHandler)
  private readonly handler!: RankAgenciesHandler;

  async handle(records: readonly FactRecord<Contract>[], tx: Tx): Promise<readonly Outcome[]> {
    await this.handler.rank(records, records.map((record) => this.evidenceOf(record)), tx);
    return records.map(() => APPLIED);
  }
}
