import { trancheReleased } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { noForfeitEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A tranche that is released after all is no fault any more. */
@Injectable()
export class OnFundingTrancheReleased extends RankingConsumer<typeof trancheReleased> {
  readonly contract = trancheReleased;
  readonly evidenceOf = noForfeitEvidence;
}
