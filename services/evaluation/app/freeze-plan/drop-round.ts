import { assert, isRefusal, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { cancelTask } from '@goufu/tasks';
import { round as rounds } from '../../domain/round/round.js';
import { loadRoundsForUpdate } from '../persistence/round.repository.js';
import { saveRound } from '../persistence/save-round.js';
import { READY_ON_DATE } from '../ready-round/ready-on-date.handler.js';

/** An evaluation that the contract no longer foresees. One that has begun goes on. */
export async function dropRound(tx: Tx, contractId: Id, code: string, reason: string): Promise<void> {
  for (const round of await loadRoundsForUpdate(tx, contractId)) {
    if (round.evaluationCode !== code) continue;
    const facts = rounds.decide({ kind: 'cancel', reason }, round);
    assert(!isRefusal(facts), 'cancelling is never refused');
    await saveRound(tx, round, facts);
    await cancelTask(tx, READY_ON_DATE, round.id);
  }
}
