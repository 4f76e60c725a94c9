import type { BasisPoints, Id, Instant } from '@goufu/kernel';

/** Kinds have different owners and scales and are never merged (R99). */
export const EVALUATION_KINDS = ['self', 'spot-check', 'mid-term', 'final', 'yearly', 'budget-performance'] as const;
export type EvaluationKind = (typeof EVALUATION_KINDS)[number];

/** One evaluation that the contract foresees, with its template frozen by value (R105). */
export interface PlanItem {
  /** Unique in the contract: `mid-term`. */
  readonly code: string;
  readonly kind: EvaluationKind;
  /** Share in the contract's overall score (R106: mid-term 40 %, final 60 %). */
  readonly weightBp: BasisPoints;
  readonly templateId: Id;
  readonly templateVersion: number;
  readonly due: Instant;
  readonly readyOn: ReadyOn;
}

/** What makes the round ready. */
export type ReadyOn =
  | { readonly kind: 'milestone'; readonly milestoneCode: string }
  | { readonly kind: 'acceptance' }
  | { readonly kind: 'date' };
