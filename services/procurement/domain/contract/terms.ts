import type { BasisPoints, Fen, Id, Instant, LocalDate } from '@goufu/kernel';
import type { BudgetPart } from '../purchase/purchase.commands.js';

export type Grade = 'excellent' | 'good' | 'pass' | 'fail';

export type TrancheCondition =
  | { readonly kind: 'contract-filed' | 'acceptance' | 'payment-requested' | 'no-open-appeal' }
  | { readonly kind: 'date'; readonly on: LocalDate }
  | { readonly kind: 'yearly-budget'; readonly year: number }
  | { readonly kind: 'milestone'; readonly milestoneCode: string }
  | { readonly kind: 'evaluation' | 'rectification-closed'; readonly evaluationCode: string };

/** What a grade does to a tranche (R109). */
export interface PayFactor {
  readonly grade: Grade;
  readonly factorBp: BasisPoints;
  readonly effect: 'release' | 'release-after-rectification' | 'hold';
}

export interface Tranche {
  readonly trancheId: Id;
  readonly no: number;
  readonly shareBp: BasisPoints;
  readonly amount: Fen;
  readonly conditions: readonly TrancheCondition[];
  readonly payFactors: readonly PayFactor[];
}

export interface Milestone {
  readonly code: string;
  readonly nameZh: string;
  readonly due: LocalDate;
  readonly deliverables: readonly { readonly code: string; readonly nameZh: string }[];
}

/** One line of what must be delivered (R83). */
export interface Quota {
  readonly code: string;
  readonly nameZh: string;
  readonly unitZh: string;
  readonly quantity: number;
  readonly unitPrice?: Fen | undefined;
  readonly evidenceZh: readonly string[];
}

/** An evaluation that the contract foresees, with its template frozen (R105). */
export interface PlannedEvaluation {
  readonly code: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly weightBp: BasisPoints;
  readonly templateId: Id;
  readonly templateVersion: number;
  readonly due: Instant;
  readonly readyOn: { readonly kind: 'milestone'; readonly milestoneCode: string } | { readonly kind: 'acceptance' | 'date' };
}

/** What purchaser and agency agree on; what the award settled (parties, price) stands beside it. */
export interface ContractTerms {
  readonly price: Fen;
  readonly term: { readonly from: LocalDate; readonly to: LocalDate };
  readonly budgetSplit: readonly BudgetPart[];
  readonly tranches: readonly Tranche[];
  readonly milestones: readonly Milestone[];
  readonly quotas: readonly Quota[];
  readonly evaluationPlan: readonly PlannedEvaluation[];
  readonly payeeAccountId: Id;
  readonly smeFlag: boolean;
  /** Paid month by month against cost lists (R118); the yearly rate agreed for late payment (R120). */
  readonly payment?: { readonly settledMonthly: boolean; readonly lateInterestYearlyBp?: BasisPoints | undefined } | undefined;
}

/** A tranche as it is drafted: its amount follows from its share, its factors from the profile unless given. */
export interface TrancheDraft {
  readonly trancheId: Id;
  readonly shareBp: BasisPoints;
  readonly conditions: readonly TrancheCondition[];
  readonly payFactors?: readonly PayFactor[] | undefined;
}
