import { resultPublished, resultRevised } from '@goufu/contracts';
import { chinaCalendar, deadline, profileFor, type Profile } from '@goufu/jurisdiction';
import { assert, endOfDay, fold, isRefusal, localDateOf, type Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { cancelTask } from '@goufu/tasks';
import { callsForRectification, type GradeRules } from '../../domain/result/consequence.js';
import type { ResultFact } from '../../domain/result/result.facts.js';
import { result as resultDecider } from '../../domain/result/result.js';
import { CLOSE_APPEAL_WINDOW } from '../close-appeal-window/task.js';
import type { RoundOfResult } from '../in-round.js';
import { saveResult, type StoredResult } from '../persistence/result.repository.js';
import type { StoredRound } from '../persistence/round.repository.js';
import { envelopeOf, resultContentOf } from '../published-refs.js';

/** What a grade brings, by the profile of the round's region (R109). */
export function gradeRulesOf(profile: Profile): GradeRules {
  const consequences = profile.get('eval.consequences');
  return {
    rectify: consequences.filter(({ effect }) => effect !== 'release').map(({ grade }) => grade),
    reEvaluations: profile.get('eval.reevaluations'),
  };
}

/**
 * Makes a revision final, whichever way led there: `facts` are the decision that says so. A revision that was final
 * before is superseded, and what goes out is then `result-revised`.
 */
export async function publishResult(tx: Tx, { round, results, current }: RoundOfResult, facts: readonly ResultFact[]): Promise<StoredResult> {
  const profile = profileFor(round.jurisdiction, localDateOf(tx.now));
  const rectificationDue = rectificationDueOf(current, round, profile, tx.now);
  const earlier = results.find(({ id, status }) => status === 'published' && id !== current.id);
  if (earlier) {
    const superseded = resultDecider.decide({ kind: 'supersede' }, earlier);
    assert(!isRefusal(superseded), 'a published result can be superseded');
    await saveResult(tx, earlier.id, superseded);
  }
  await saveResult(tx, current.id, facts, rectificationDue);
  await cancelTask(tx, CLOSE_APPEAL_WINDOW, current.id);
  recordFinal(tx, round, current, { profileVersion: profile.version, rectificationDue, supersedes: earlier?.id });
  const because = facts.find((fact) => fact.kind === 'result-published')?.because;
  return { ...current, ...fold(resultDecider.evolve, current, facts), publishedAt: tx.now, publishedBecause: because, rectificationDue };
}

function rectificationDueOf(result: StoredResult, round: StoredRound, profile: Profile, at: Instant): Instant | undefined {
  if (!callsForRectification(result.grade, round.attempt, gradeRulesOf(profile))) return undefined;
  const { due } = deadline({ ...profile.get('eval.rectification_days'), from: localDateOf(at) }, chinaCalendar);
  return endOfDay(due);
}

interface Final {
  readonly profileVersion: string;
  readonly rectificationDue: Instant | undefined;
  readonly supersedes: string | undefined;
}

function recordFinal(tx: Tx, round: StoredRound, result: StoredResult, { profileVersion, rectificationDue, supersedes }: Final): void {
  const due = rectificationDue === undefined ? {} : { rectificationDue };
  const data = { ...resultContentOf(round, result, profileVersion), publishedAt: tx.now, ...due };
  if (supersedes === undefined) tx.record({ contract: resultPublished, ...envelopeOf(round), data });
  else tx.record({ contract: resultRevised, ...envelopeOf(round), data: { ...data, supersedes } });
}
