import { resultPublished } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { resultEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A final result counts. */
@Injectable()
export class OnEvaluationResultPublished extends RankingConsumer<typeof resultPublished> {
  readonly contract = resultPublished;
  readonly evidenceOf = resultEvidence;
}
