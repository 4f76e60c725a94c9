import { clawbackRaised } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { clawbackRaisedEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** Money asked back counts against the agency (R123). */
@Injectable()
export class OnFundingClawbackRaised extends RankingConsumer<typeof clawbackRaised> {
  readonly contract = clawbackRaised;
  readonly evidenceOf = clawbackRaisedEvidence;
}
