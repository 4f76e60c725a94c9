import { contractTerminated } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { terminationEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** A contract that ends by the agency’s fault counts against it. */
@Injectable()
export class OnProcurementContractTerminated extends RankingConsumer<typeof contractTerminated> {
  readonly contract = contractTerminated;
  readonly evidenceOf = terminationEvidence;
}
