import type { Id } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import { foreseenOn } from '../persistence/commitment.repository.js';

export const COMMIT_LATER_YEAR = 'commit-later-year';

export interface CommitLaterYear {
  readonly lineId: Id;
}

/**
 * A line got money, or a contract counts on it: what contracts foresee on it is committed by a task of its own, since that locks
 * tranches before lines. `occasion` tells one reason from another, so that none is taken for one that is being looked at already.
 */
export async function askForLaterYears(tx: Tx, lineId: Id, occasion: string, causedBy?: Cause): Promise<void> {
  if ((await foreseenOn(tx, lineId)).length === 0) return;
  scheduleTask<CommitLaterYear>(tx, { kind: COMMIT_LATER_YEAR, key: `${lineId}/${occasion}`, dueAt: tx.now, payload: { lineId }, ...(causedBy ? { causedBy } : {}) });
}
