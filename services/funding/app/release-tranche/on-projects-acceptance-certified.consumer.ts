import { acceptanceCertified } from '@goufu/contracts';
import { APPLIED, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

/** A passed acceptance ticks its condition (R68); a failed one ticks nothing. */
@Injectable()
export class OnProjectsAcceptanceCertified extends SingleFactConsumer<typeof acceptanceCertified> {
  readonly contract = acceptanceCertified;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  async handleOne(record: FactRecord<typeof acceptanceCertified>, tx: Tx): Promise<Outcome> {
    const { contractId, outcome } = record.data;
    if (outcome !== 'passed') return APPLIED;
    const [noted] = await this.handler.note([{ factId: record.id, contractId, causedBy: record, evidence: { kind: 'acceptance' } }], tx);
    return noted ?? APPLIED;
  }
}
