import type { GradeRules } from '@goufu/evaluation/domain/result/consequence.js';
import { profileFor, requiredApprovers, type ApproverRole, type Period } from '@goufu/jurisdiction';
import type { Fen } from '@goufu/kernel';

export const JURISDICTION = '510104';
/** A schedule lasts some weeks; its numbers of law are those of one day. */
const PROFILE = profileFor(JURISDICTION, '2026-03-02');

const consequences = PROFILE.get('eval.consequences');
const rules: GradeRules = {
  rectify: consequences.filter(({ effect }) => effect !== 'release').map(({ grade }) => grade),
  reEvaluations: PROFILE.get('eval.reevaluations'),
};

export const gradeRules = (): GradeRules => rules;
export const attemptsAllowed = (): number => 1 + rules.reEvaluations;
export const appealWindow = (): Period => PROFILE.get('eval.appeal_window');
/** How much transfers may move before two must approve (R124). */
export const budgetVariance = (): number => PROFILE.get('cost.budget_variance');
export const approversFor = (amount: Fen): readonly ApproverRole[] => requiredApprovers(PROFILE.get('pay.approval_thresholds'), amount);

/** How tables are read, from the same profile. */
export const rankingRules = {
  priorMeanBp: PROFILE.get('ranking.prior_mean'),
  priorStrength: PROFILE.get('ranking.prior_strength'),
  minimumResults: PROFILE.get('ranking.minimum_results'),
  faultDeductionBp: PROFILE.get('ranking.fault_deduction'),
};
export const periodLength = PROFILE.get('ranking.period');
