import { resultRevised } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { resultEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A revision takes the place of the result that it supersedes. */
@Injectable()
export class OnEvaluationResultRevised extends RankingConsumer<typeof resultRevised> {
  readonly contract = resultRevised;
  readonly evidenceOf = resultEvidence;
}
