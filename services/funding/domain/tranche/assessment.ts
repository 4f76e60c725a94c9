import { type BasisPoints, type Id, type Instant, WHOLE } from '@goufu/kernel';
import type { Condition, EvaluationEvidence, KeptEvidence, PayFactor, Waiting } from './tranche.facts.js';

/** What the evidence kept so far says about a tranche; a pure reading, the same in any order of arrival. */
export type Assessment =
  | { readonly kind: 'release'; readonly factorBp: BasisPoints; readonly rules: readonly string[]; readonly evidenceIds: readonly Id[] }
  | { readonly kind: 'wait'; readonly waitingFor: readonly Waiting[] }
  /** An evaluation or an appeal says no for now: worth telling, with what would turn it (R109). */
  | { readonly kind: 'withhold'; readonly waitingFor: readonly Waiting[]; readonly appealed: boolean }
  | { readonly kind: 'forfeit'; readonly evidenceIds: readonly Id[] };

/** Where each kind of condition comes from in the rules. */
const RULE_OF: Record<Condition['kind'], string> = {
  'contract-filed': 'R122',
  date: 'R121',
  milestone: 'R121',
  acceptance: 'R68',
  evaluation: 'R109',
  'rectification-closed': 'R109',
  'payment-requested': 'R118',
  'no-open-appeal': 'R123',
  'yearly-budget': 'R126',
};

interface Reading {
  readonly factorBp: BasisPoints;
  readonly evidenceIds: readonly Id[];
  readonly waitingFor: readonly Waiting[];
  readonly negative: boolean;
  readonly lost: boolean;
}

const met = (evidenceIds: readonly Id[], factorBp: BasisPoints = WHOLE): Reading => ({
  factorBp,
  evidenceIds,
  waitingFor: [],
  negative: false,
  lost: false,
});

const unmet = (condition: Condition['kind'], of?: string, negative = false): Reading => ({
  factorBp: WHOLE,
  evidenceIds: [],
  waitingFor: [{ condition, rule: RULE_OF[condition], ...(of === undefined ? {} : { of }) }],
  negative,
  lost: false,
});

export interface Terms {
  readonly conditions: readonly Condition[];
  readonly payFactors: readonly PayFactor[];
  /** Evaluations in all, the first one included, before a failed one forfeits (R109: re-evaluated once). */
  readonly attemptsAllowed: number;
  /** The contract was terminated then: what happened later earns nothing. */
  readonly until?: Instant;
}

/** Reads all conditions against all evidence. */
export function assess(terms: Terms, kept: readonly KeptEvidence[]): Assessment {
  const evidence = kept.filter((item) => counts(item, terms.until));
  const appeals = openAppeals(evidence);
  const readings = terms.conditions.map((condition) => read(condition, terms, evidence, appeals));
  // An open appeal holds the money whether or not the contract lists it as a condition.
  if (appeals.length > 0 && !terms.conditions.some(({ kind }) => kind === 'no-open-appeal')) {
    readings.push(unmet('no-open-appeal', undefined, true));
  }
  const rules = [...new Set(terms.conditions.map(({ kind }) => RULE_OF[kind]))].toSorted();
  const evidenceIds = readings.flatMap((reading) => reading.evidenceIds).toSorted();
  if (appeals.length === 0 && readings.some(({ lost }) => lost)) return { kind: 'forfeit', evidenceIds };
  const waitingFor = readings.flatMap((reading) => reading.waitingFor);
  if (waitingFor.length === 0) {
    const factorBp = Math.min(WHOLE, ...readings.map((reading) => reading.factorBp));
    return factorBp > 0 ? { kind: 'release', factorBp, rules, evidenceIds } : { kind: 'forfeit', evidenceIds };
  }
  const against = readings.filter(({ negative }) => negative).flatMap((reading) => reading.waitingFor);
  if (against.length === 0) return { kind: 'wait', waitingFor };
  return { kind: 'withhold', waitingFor: against, appealed: appeals.length > 0 };
}

/** What was done before the end counts, and so does whatever corrects it since: a revised result, an appeal (R123). */
function counts({ evidence, at }: KeptEvidence, until: Instant | undefined): boolean {
  if (until === undefined || at === undefined || at <= until) return true;
  return evidence.kind === 'appeal-opened' || evidence.kind === 'appeal-closed' || (evidence.kind === 'evaluation' && evidence.revision > 1);
}

function read(condition: Condition, terms: Terms, evidence: readonly KeptEvidence[], appeals: readonly Id[]): Reading {
  switch (condition.kind) {
    case 'evaluation':
      return readEvaluation(condition.evaluationCode, terms, evidence);
    case 'no-open-appeal':
      return appeals.length === 0 ? met([]) : unmet('no-open-appeal', undefined, true);
    case 'milestone':
      return found(evidence, condition, condition.milestoneCode, (e) => e.kind === 'milestone' && e.milestoneCode === condition.milestoneCode);
    case 'rectification-closed':
      return found(evidence, condition, condition.evaluationCode, (e) => e.kind === 'rectification-closed' && e.evaluationCode === condition.evaluationCode);
    case 'date':
      return found(evidence, condition, condition.on, (e) => e.kind === 'date' && e.on >= condition.on);
    case 'yearly-budget':
      return found(evidence, condition, String(condition.year), (e) => e.kind === 'yearly-budget' && e.year === condition.year);
    case 'contract-filed':
    case 'acceptance':
    case 'payment-requested':
      return found(evidence, condition, undefined, (e) => e.kind === condition.kind);
  }
}

function found(evidence: readonly KeptEvidence[], condition: Condition, of: string | undefined, matches: (e: KeptEvidence['evidence']) => boolean): Reading {
  const [first] = evidence.filter(({ evidence: e }) => matches(e)).map(({ factId }) => factId).toSorted();
  return first === undefined ? unmet(condition.kind, of) : met([first]);
}

function readEvaluation(evaluationCode: string, terms: Terms, evidence: readonly KeptEvidence[]): Reading {
  const latest = latestResult(evaluationCode, evidence);
  if (!latest) return unmet('evaluation', evaluationCode);
  const factor = terms.payFactors.find(({ grade }) => grade === latest.result.grade);
  const effect = factor?.effect ?? 'hold';
  if (effect === 'hold') {
    const lost = latest.result.attempt >= terms.attemptsAllowed;
    return { ...unmet('evaluation', evaluationCode, true), lost, evidenceIds: [latest.factId] };
  }
  const ids = [latest.factId];
  if (effect === 'release-after-rectification') {
    const closed = evidence.find(
      ({ evidence: e }) => e.kind === 'rectification-closed' && e.evaluationCode === evaluationCode && e.attempt >= latest.result.attempt,
    );
    if (!closed) return unmet('rectification-closed', evaluationCode, true);
    ids.push(closed.factId);
  }
  return met(ids, factor?.factorBp ?? 0);
}

/** The last word on an evaluation: the highest attempt, and of that the highest revision. */
function latestResult(evaluationCode: string, evidence: readonly KeptEvidence[]): { factId: Id; result: EvaluationEvidence } | undefined {
  let latest: { factId: Id; result: EvaluationEvidence } | undefined;
  for (const { factId, evidence: e } of evidence) {
    if (e.kind !== 'evaluation' || e.evaluationCode !== evaluationCode) continue;
    if (!latest || isLater(e, latest.result)) latest = { factId, result: e };
  }
  return latest;
}

const isLater = (a: EvaluationEvidence, b: EvaluationEvidence): boolean =>
  a.attempt > b.attempt || (a.attempt === b.attempt && a.revision > b.revision);

function openAppeals(evidence: readonly KeptEvidence[]): Id[] {
  const closed = new Set(evidence.flatMap(({ evidence: e }) => (e.kind === 'appeal-closed' ? [e.appealId] : [])));
  return evidence.flatMap(({ evidence: e }) => (e.kind === 'appeal-opened' && !closed.has(e.appealId) ? [e.appealId] : []));
}
