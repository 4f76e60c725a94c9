import { contractAmended } from '@goufu/contracts';
import { Injectable } from '@nestjs/common';
import { contractEvidence } from './evidence-of.js';
import { RankingConsumer } from './ranking-consumer.js';

/** New terms may bring another field or other weights. */
@Injectable()
export class OnProcurementContractAmended extends RankingConsumer<typeof contractAmended> {
  readonly contract = contractAmended;
  readonly evidenceOf = contractEvidence;
}
