import type { Grade } from '../template/template-content.js';

/** What a grade brings besides money, as the jurisdiction profile says (R109). */
export interface GradeRules {
  /** Grades that must be rectified. */
  readonly rectify: readonly Grade[];
  /** How often a failed evaluation may be repeated. */
  readonly reEvaluations: number;
}

/** Whether a rectification follows. A fail that may not be repeated any more needs none: nothing would come of it. */
export function callsForRectification(grade: Grade, attempt: number, rules: GradeRules): boolean {
  return rules.rectify.includes(grade) && (grade !== 'fail' || attempt <= rules.reEvaluations);
}

/** Whether an accepted rectification opens the evaluation again: after a fail, while attempts are left. */
export const opensReEvaluation = (grade: Grade, attempt: number, rules: GradeRules): boolean =>
  grade === 'fail' && attempt <= rules.reEvaluations;
