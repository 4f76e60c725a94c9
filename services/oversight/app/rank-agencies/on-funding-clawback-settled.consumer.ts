import { clawbackSettled } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { clawbackSettledEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A waived case is no fault any more (R123). */
@Injectable()
export class OnFundingClawbackSettled extends RankingConsumer<typeof clawbackSettled> {
  readonly contract = clawbackSettled;
  readonly evidenceOf = clawbackSettledEvidence;
}
