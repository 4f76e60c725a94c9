import { contractSigned } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { contractEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** The agency stands in its tables, unrated until a result counts. */
@Injectable()
export class OnProcurementContractSigned extends RankingConsumer<typeof contractSigned> {
  readonly contract = contractSigned;
  readonly evidenceOf = contractEvidence;
}
