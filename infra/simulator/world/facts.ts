import type { PlanItem } from '@goufu/evaluation/domain/plan/plan-item.js';
import type { Grade } from '@goufu/evaluation/domain/template/template-content.js';
import type { Part } from '@goufu/funding/domain/reservation/reservation.facts.js';
import type { Condition, PayFactor } from '@goufu/funding/domain/tranche/tranche.facts.js';
import type { BasisPoints, Fen, Id, Instant, LocalDate } from '@goufu/kernel';

/** Who says something; each has a topic of its own. */
export type Context = 'procurement' | 'projects' | 'evaluation' | 'funding';

export interface TrancheTerms {
  readonly id: Id;
  readonly amount: Fen;
  readonly conditions: readonly Condition[];
}

/** What was agreed with one agency. */
export interface ContractTerms {
  readonly contractId: Id;
  readonly agencyId: Id;
  readonly category: string;
  readonly price: Fen;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly split: readonly Part[];
  readonly tranches: readonly TrancheTerms[];
  readonly payFactors: readonly PayFactor[];
  readonly evaluations: readonly PlanItem[];
}

export interface FinalResult {
  readonly contractId: Id;
  readonly roundId: Id;
  readonly resultId: Id;
  readonly evaluationCode: string;
  readonly evaluationKind: string;
  readonly attempt: number;
  readonly revision: number;
  readonly scoreBp: BasisPoints;
  readonly grade: Grade;
  readonly publishedAt: Instant;
  readonly rectificationDue: boolean;
}

interface TrancheDecided {
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly revision: number;
}

/** What a fact says: the published language, as far as money and ranking depend on it. */
export type Saying =
  | { readonly kind: 'purchase-planned'; readonly contractId: Id; readonly asks: readonly Part[] }
  | { readonly kind: 'contract-signed'; readonly contractId: Id; readonly terms: ContractTerms }
  | { readonly kind: 'purchase-cancelled' | 'contract-filed' | 'acceptance-certified' | 'project-closed' | 'contract-terminated'; readonly contractId: Id }
  | { readonly kind: 'milestone-reached'; readonly contractId: Id; readonly milestoneCode: string }
  | { readonly kind: 'rectification-accepted'; readonly contractId: Id; readonly resultId: Id; readonly evaluationCode: string; readonly attempt: number }
  | { readonly kind: 'appeal-filed' | 'appeal-decided'; readonly contractId: Id; readonly appealId: Id }
  | ({ readonly kind: 'result-published' | 'result-revised' } & FinalResult)
  | ({ readonly kind: 'tranche-released'; readonly amount: Fen } & TrancheDecided)
  | ({ readonly kind: 'tranche-withheld' | 'tranche-forfeited' } & TrancheDecided)
  | { readonly kind: 'clawback-settled'; readonly caseId: Id; readonly contractId: Id; readonly outcome: 'refunded' | 'waived' }
  | { readonly kind: 'clawback-raised'; readonly caseId: Id; readonly trancheId: Id; readonly contractId: Id; readonly amount: Fen }
  | { readonly kind: 'payment-settled' | 'payment-returned'; readonly contractId: Id; readonly attemptId: Id };

export type Kind = Saying['kind'];

export interface Fact {
  readonly id: Id;
  readonly context: Context;
  readonly at: Instant;
  readonly says: Saying;
}
