import { assert, isRefusal, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { ReadyOn } from '../../domain/plan/plan-item.js';
import { round as rounds } from '../../domain/round/round.js';
import { reachedEvents } from '../persistence/reached-event.repository.js';
import { loadRoundsForUpdate, type StoredRound } from '../persistence/round.repository.js';
import { saveRound } from '../persistence/save-round.js';

/** Makes every planned round ready whose milestone or acceptance is there (R103). The contract's plan is locked. */
export async function readyRounds(tx: Tx, contractId: Id): Promise<void> {
  const reached = await reachedEvents(tx, contractId);
  for (const round of await loadRoundsForUpdate(tx, contractId)) {
    const event = reached.find((it) => isSame(it, round.readyOn));
    if (event) await makeReady(tx, round, event.kind);
  }
}

export async function makeReady(tx: Tx, round: StoredRound, cause: ReadyOn['kind'] | 'rectification'): Promise<void> {
  const facts = rounds.decide({ kind: 'make-ready', cause, at: tx.now }, round);
  assert(!isRefusal(facts), 'making ready is never refused');
  await saveRound(tx, round, facts);
}

const isSame = (a: ReadyOn, b: ReadyOn): boolean =>
  a.kind === 'milestone' && b.kind === 'milestone' ? a.milestoneCode === b.milestoneCode : a.kind === b.kind;
