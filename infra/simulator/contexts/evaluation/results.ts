import { callsForRectification } from '@goufu/evaluation/domain/result/consequence.js';
import type { ResultFact } from '@goufu/evaluation/domain/result/result.facts.js';
import { result as results, windowOverAt } from '@goufu/evaluation/domain/result/result.js';
import { chinaCalendar, deadline } from '@goufu/jurisdiction';
import { assert, endOfDay, fold, isRefusal, localDateOf, type Instant } from '@goufu/kernel';
import type { Saying } from '../../world/facts.js';
import { appealWindow, gradeRules } from '../rules.js';
import type { EvaluationTx, StoredResult, StoredRound } from './rows.js';

export type Tell = (tx: EvaluationTx, says: Saying) => void;

/** The newest revision of the round's result. */
export const currentResult = (tx: EvaluationTx, round: Pick<StoredRound, 'id'>): StoredResult | undefined =>
  tx.all('result').filter(({ roundId }) => roundId === round.id).toSorted((a, b) => b.revision - a.revision)[0];

export function saveResult(tx: EvaluationTx, result: StoredResult, facts: readonly ResultFact[]): StoredResult {
  const after: StoredResult = { ...result, ...fold(results.evolve, result, facts) };
  tx.put('result', result.id, after);
  return after;
}

/** Passes the result on; the agency has the profile's window to object. */
export function notify(tx: EvaluationTx, current: StoredResult, at: Instant): boolean {
  const appealUntil = endOfDay(deadline({ ...appealWindow(), from: localDateOf(at) }, chinaCalendar).due);
  const facts = results.decide({ kind: 'notify', appealUntil, by: 'civil-affairs', at }, current);
  if (isRefusal(facts)) return false;
  tx.put('result', current.id, { ...saveResult(tx, current, facts), notifiedAt: at });
  tx.put('task', current.id, { resultId: current.id, dueAt: windowOverAt(appealUntil) });
  return true;
}

/** Makes a revision final; the one that was final before is superseded, and what goes out is then `result-revised`. */
export function publish(tx: EvaluationTx, current: StoredResult, facts: readonly ResultFact[], at: Instant, tell: Tell): void {
  const round = tx.get('round', current.roundId);
  const earlier = tx.all('result').find(({ id, roundId, status }) => roundId === round.id && status === 'published' && id !== current.id);
  if (earlier) {
    const superseded = results.decide({ kind: 'supersede' }, earlier);
    assert(!isRefusal(superseded), 'a published result can be superseded');
    saveResult(tx, earlier, superseded);
  }
  const because = facts.find((fact) => fact.kind === 'result-published')?.because;
  tx.put('result', current.id, { ...saveResult(tx, current, facts), publishedAt: at, ...(because ? { publishedBecause: because } : {}) });
  tx.remove('task', current.id);
  const { scoreBp, grade } = current.computation;
  const about = { contractId: round.contractId, roundId: round.id, resultId: current.id, evaluationCode: round.item.code, evaluationKind: round.item.kind };
  const says = { ...about, attempt: round.attempt, revision: current.revision, scoreBp, grade, publishedAt: at };
  tell(tx, { kind: earlier ? 'result-revised' : 'result-published', ...says, rectificationDue: callsForRectification(grade, round.attempt, gradeRules()) });
}

/** The window's task; nothing happens when an appeal is open or the result is final already. */
export function closeWindow(tx: EvaluationTx, resultId: string, at: Instant, tell: Tell): void {
  const current = tx.get('result', resultId);
  tx.remove('task', resultId);
  const facts = results.decide({ kind: 'close-window', at }, current);
  assert(!isRefusal(facts), 'closing a window is never refused');
  if (facts.length > 0) publish(tx, current, facts, at, tell);
}
