import { endOfDay, localDateOf, plusMilliseconds, type LocalDate } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';

/** Kind of the task that seals what came in during a day; its key is the jurisdiction and the day. */
export const SEAL_AUDIT = 'seal-audit';

export interface SealAudit {
  readonly jurisdiction: string;
}

/** Sets the seal of the day for every jurisdiction that something came in from; asks the database once a day. */
export class DailySeal {
  private readonly scheduled = new Map<string, LocalDate>();

  async schedule(tx: Tx, causes: readonly Cause[]): Promise<void> {
    const day = localDateOf(tx.now);
    const first = new Map(causes.toReversed().map((cause) => [cause.jurisdiction, cause]));
    for (const [jurisdiction, causedBy] of first) {
      if (this.scheduled.get(jurisdiction) === day) continue;
      const dueAt = plusMilliseconds(endOfDay(day), 1);
      scheduleTask<SealAudit>(tx, { kind: SEAL_AUDIT, key: `${jurisdiction}/${day}`, dueAt, payload: { jurisdiction }, causedBy });
      tx.afterCommit(() => this.scheduled.set(jurisdiction, day));
    }
  }
}
