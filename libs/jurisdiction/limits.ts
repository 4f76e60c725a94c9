import type { BasisPoints, Fen } from '@goufu/kernel';

/** 以上: the limit itself is included (R1c): 85.00 % passes a floor of 85 % (T7). Its negation is 不足, which excludes it. */
export const atLeast = <N extends number | bigint>(value: N, limit: N): boolean => value >= limit;

/** 以下, 以内: the limit itself is included (R1c). */
export const atMost = <N extends number | bigint>(value: N, limit: N): boolean => value <= limit;

/** One grade and the lowest score that earns it, in basis points of the full scale. */
export interface Band<Grade extends string> {
  readonly grade: Grade;
  readonly fromBp: BasisPoints;
}

/**
 * The grade of a score (R107, T8). Bands are half-open: each reaches from its `fromBp` up to, not including, the next higher
 * one, so that 89.50 is never between two printed integers. Throws `RangeError` below the lowest band.
 */
export const gradeOf = <Grade extends string>(bands: readonly Band<Grade>[], scoreBp: BasisPoints): Grade =>
  highestReached(bands, ({ fromBp }) => fromBp, scoreBp).grade;

/** 审批人, 局领导: who can be asked to approve a payment. */
export type ApproverRole = 'finance-approver' | 'finance-leader';

/** From this amount on, a different person in each of these roles must approve a payment. */
export interface ApprovalThreshold {
  readonly fromFen: Fen;
  readonly roles: readonly ApproverRole[];
}

/** In which roles a payment of `amount` must be approved, each by a different person (profile key `pay.approval_thresholds`). */
export const requiredApprovers = (thresholds: readonly ApprovalThreshold[], amount: Fen): readonly ApproverRole[] =>
  highestReached(thresholds, ({ fromFen }) => fromFen, amount).roles;

function highestReached<Step, N extends number | bigint>(steps: readonly Step[], from: (step: Step) => N, value: N): Step {
  let highest: Step | undefined;
  for (const step of steps) {
    if (atLeast(value, from(step)) && (highest === undefined || from(step) > from(highest))) highest = step;
  }
  if (highest === undefined) throw new RangeError(`${value} is below the lowest step`);
  return highest;
}
