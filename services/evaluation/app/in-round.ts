import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import type { Tx, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { refuseResult } from '../domain/result/result.refusals.js';
import { refuseRound } from '../domain/round/round.refusals.js';
import { loadResults, roundOfResult, type StoredResult } from './persistence/result.repository.js';
import { loadRoundForUpdate, type StoredRound } from './persistence/round.repository.js';

/** Works on one round under its row lock, which is the lock for its panel, sheets, results and appeals too. */
export function inRound<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  roundId: Id,
  work: (tx: Tx, round: StoredRound) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const round = await loadRoundForUpdate(tx, roundId, caller.scope);
    return round ? work(tx, round) : refuseRound('not-found');
  });
}

/** A round with all revisions of its result and the one that is meant. */
export interface RoundOfResult {
  readonly round: StoredRound;
  readonly results: readonly StoredResult[];
  readonly current: StoredResult;
}

/** Works on one result under the lock of its round. */
export function inRoundOfResult<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  resultId: Id,
  work: (tx: Tx, of: RoundOfResult) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const of = await loadRoundOfResult(tx, resultId, caller);
    return isRefusal(of) ? of : work(tx, of);
  });
}

/** Locks the round of a result; a refusal when the caller has no such result. */
export async function loadRoundOfResult(tx: Tx, resultId: Id, caller?: Caller): Promise<RoundOfResult | Refusal> {
  const roundId = await roundOfResult(tx, resultId);
  const round = roundId === undefined ? undefined : await loadRoundForUpdate(tx, roundId, caller?.scope);
  if (!round) return refuseResult('not-found');
  const results = await loadResults(tx, round.id);
  const current = results.find(({ id }) => id === resultId);
  return current ? { round, results, current } : refuseResult('not-found');
}
