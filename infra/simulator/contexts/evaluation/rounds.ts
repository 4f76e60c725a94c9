import { NO_PLAN, plan as plans } from '@goufu/evaluation/domain/plan/plan.js';
import type { PlanItem, ReadyOn } from '@goufu/evaluation/domain/plan/plan-item.js';
import { opensReEvaluation } from '@goufu/evaluation/domain/result/consequence.js';
import { samePanel } from '@goufu/evaluation/domain/round/panel.js';
import { round as rounds } from '@goufu/evaluation/domain/round/round.js';
import type { RoundFact } from '@goufu/evaluation/domain/round/round.facts.js';
import { leavesOf } from '@goufu/evaluation/domain/template/template-content.js';
import { assert, fold, isRefusal, plusMilliseconds, type Decision, type Id, type Instant } from '@goufu/kernel';
import type { ContractTerms, Saying } from '../../world/facts.js';
import type { Outcome } from '../../world/service.js';
import { gradeRules } from '../rules.js';
import type { EvaluationTx, StoredRound } from './rows.js';
import { currentResult } from './results.js';
import { TEMPLATE } from './template.js';

/** Facts that a decision gave, none when it was refused. */
export const factsOf = <Fact>(decision: Decision<Fact>): readonly Fact[] => (isRefusal(decision) ? [] : decision);

/** Folds what was decided into the round. */
export function saveRound(tx: EvaluationTx, round: StoredRound, facts: readonly RoundFact[]): StoredRound {
  const after: StoredRound = { ...round, ...fold(rounds.evolve, round, facts) };
  tx.put('round', round.id, after);
  return after;
}

export function freezePlan(tx: EvaluationTx, terms: ContractTerms): Outcome {
  const { contractId, agencyId, evaluations } = terms;
  const facts = plans.decide({ kind: 'freeze', revision: 1, items: evaluations }, NO_PLAN);
  tx.put('plan', contractId, { ...fold(plans.evolve, NO_PLAN, facts), contractId, agencyId });
  for (const fact of facts) if (fact.kind === 'evaluation-planned') insertRound(tx, { contractId, agencyId, item: fact.item, attempt: 1 });
  return 'applied';
}

interface Planned {
  readonly contractId: Id;
  readonly agencyId: Id;
  readonly item: PlanItem;
  readonly attempt: number;
}

function insertRound(tx: EvaluationTx, { contractId, agencyId, item, attempt }: Planned): StoredRound {
  const round: StoredRound = {
    id: `${contractId}/${item.code}/${attempt}`,
    contractId,
    item,
    attempt,
    status: 'planned',
    revision: 1,
    agencyOrgId: agencyId,
    suspended: false,
    parties: TEMPLATE.parties.map(({ party }) => party),
    indicators: leavesOf(TEMPLATE.indicators).map(({ code }) => code),
    members: [],
  };
  assert(!tx.find('round', round.id), `the round ${round.id} is planned once`);
  tx.put('round', round.id, round);
  return round;
}

/** A milestone or the acceptance came: rounds that waited for it are ready. */
export function noteReached(tx: EvaluationTx, says: Saying, at: Instant): Outcome {
  if (!tx.find('plan', says.contractId)) return { waitingFor: `contract/${says.contractId}` };
  const awaits = (on: ReadyOn): boolean => (says.kind === 'milestone-reached' ? on.kind === 'milestone' && on.milestoneCode === says.milestoneCode : on.kind === 'acceptance');
  const cause = says.kind === 'milestone-reached' ? 'milestone' : 'acceptance';
  for (const round of tx.all('round')) {
    if (round.contractId !== says.contractId || !awaits(round.item.readyOn)) continue;
    saveRound(tx, round, factsOf(rounds.decide({ kind: 'make-ready', cause, at }, round)));
  }
  return 'applied';
}

const PANEL = [
  { evaluatorId: 'expert', orgId: 'institute', party: 'third-party' },
  { evaluatorId: 'officer', orgId: 'bureau', party: 'purchaser' },
] as const;
const SCORING_MS = 10 * 86_400_000;

export function openRound(tx: EvaluationTx, round: StoredRound, at: Instant): boolean {
  const due = plusMilliseconds(at, SCORING_MS);
  const facts = factsOf(rounds.decide({ kind: 'open', panel: PANEL, due, by: 'civil-affairs', at }, round));
  if (facts.length > 0) tx.put('round', round.id, { ...saveRound(tx, round, facts), openedAt: at });
  return facts.length > 0;
}

/** After a fail the accepted rectification opens the evaluation once more, with the same panel (R109). */
export function reEvaluate(tx: EvaluationTx, says: Extract<Saying, { kind: 'rectification-accepted' }>, at: Instant): Outcome {
  const { roundId } = tx.get('result', says.resultId);
  const round = tx.get('round', roundId);
  const current = currentResult(tx, round);
  if (tx.find('rectification', says.resultId) || !current) return 'applied';
  tx.put('rectification', says.resultId, true);
  const { contractId, agencyOrgId: agencyId, item, attempt } = round;
  if (!opensReEvaluation(current.computation.grade, attempt, gradeRules())) return 'applied';
  if (tx.find('round', `${contractId}/${item.code}/${attempt + 1}`)) return 'applied';
  const repeated = insertRound(tx, { contractId, agencyId, item, attempt: attempt + 1 });
  const ready = saveRound(tx, repeated, factsOf(rounds.decide({ kind: 'make-ready', cause: 'rectification', at }, repeated)));
  const due = plusMilliseconds(at, SCORING_MS);
  const opened = factsOf(rounds.decide({ kind: 'open', panel: samePanel(round.members), due, by: 'rectification', at }, ready));
  tx.put('round', ready.id, { ...saveRound(tx, ready, opened), openedAt: at });
  return 'applied';
}
