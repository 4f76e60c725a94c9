import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { loadRoundForUpdate } from '../persistence/round.repository.js';
import { makeReady } from './ready-rounds.js';

/** Kind of the task that makes a round ready on the day that the plan names; its key is the round. */
export const READY_ON_DATE = 'ready-on-date';

export interface ReadyOnDate {
  readonly roundId: Id;
}

/** A round that waits for its date. An amendment may have given it something else to wait for since. */
@Injectable()
export class ReadyOnDateHandler extends DueTaskHandler<ReadyOnDate> {
  readonly kind = READY_ON_DATE;

  async run({ payload }: DueTask<ReadyOnDate>, tx: Tx): Promise<void> {
    const round = await loadRoundForUpdate(tx, payload.roundId);
    if (round && round.readyOn.kind === 'date' && round.plannedDue <= tx.now) await makeReady(tx, round, 'date');
  }
}
