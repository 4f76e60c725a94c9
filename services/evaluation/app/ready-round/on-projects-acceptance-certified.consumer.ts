import { acceptanceCertified } from '@goufu/contracts';
import { APPLIED, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ReadyRoundHandler } from './ready-round.handler.js';

/** A passed acceptance makes the final evaluation ready; a failed one will be repeated (R68). */
@Injectable()
export class OnProjectsAcceptanceCertified extends SingleFactConsumer<typeof acceptanceCertified> {
  readonly contract = acceptanceCertified;

  constructor(@Inject(ReadyRoundHandler) private readonly handler: ReadyRoundHandler) {
    super();
  }

  handleOne(record: FactRecord<typeof acceptanceCertified>, tx: Tx): Promise<Outcome> {
    return record.data.outcome === 'passed' ? this.handler.note(record, { kind: 'acceptance' }, tx) : Promise.resolve(APPLIED);
  }
}
