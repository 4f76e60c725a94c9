import { startOfDay, type Id, type LocalDate } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

export const DATE_REACHED = 'date-reached';

interface DateReached {
  readonly contractId: Id;
  readonly on: LocalDate;
}

/** A day that a contract names has come: ticks the tranches that wait for it. */
@Injectable()
export class DateReachedTask extends DueTaskHandler<DateReached> {
  readonly kind = DATE_REACHED;

  constructor(@Inject(ReleaseTrancheHandler) private readonly handler: ReleaseTrancheHandler) {
    super();
  }

  async run({ payload: { contractId, on } }: DueTask<DateReached>, tx: Tx): Promise<void> {
    await this.handler.note([{ factId: causedId(contractId, `date/${on}`), contractId, at: startOfDay(on), evidence: { kind: 'date', on } }], tx);
  }
}
