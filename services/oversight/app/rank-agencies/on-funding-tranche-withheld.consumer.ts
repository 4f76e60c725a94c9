import { trancheWithheld } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { noForfeitEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A revised result may take a forfeit back before the tranche is released. */
@Injectable()
export class OnFundingTrancheWithheld extends RankingConsumer<typeof trancheWithheld> {
  readonly contract = trancheWithheld;
  readonly evidenceOf = noForfeitEvidence;
}
