import { trancheForfeited } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { forfeitEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A tranche that the agency lost counts against it (R109). */
@Injectable()
export class OnFundingTrancheForfeited extends RankingConsumer<typeof trancheForfeited> {
  readonly contract = trancheForfeited;
  readonly evidenceOf = forfeitEvidence;
}
