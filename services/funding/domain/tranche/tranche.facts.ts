import type { BasisPoints, Fen, Id, Instant, LocalDate } from '@goufu/kernel';
import type { Allocation } from '../ledger/posting.js';
import type { Terms } from './assessment.js';

export type Grade = 'excellent' | 'good' | 'pass' | 'fail';

/** What must have happened before the tranche is owed; fixed at signing (R121). */
export type Condition =
  | { readonly kind: 'contract-filed' }
  | { readonly kind: 'date'; readonly on: LocalDate }
  | { readonly kind: 'milestone'; readonly milestoneCode: string }
  | { readonly kind: 'acceptance' }
  | { readonly kind: 'evaluation'; readonly evaluationCode: string }
  | { readonly kind: 'rectification-closed'; readonly evaluationCode: string }
  | { readonly kind: 'payment-requested' }
  | { readonly kind: 'no-open-appeal' }
  /** A later year that pays a part has its budget, and the part is committed (R126). */
  | { readonly kind: 'yearly-budget'; readonly year: number };

/** What a grade does to the tranche (R109). */
export interface PayFactor {
  readonly grade: Grade;
  readonly factorBp: BasisPoints;
  readonly effect: 'release' | 'release-after-rectification' | 'hold';
}

/** A published evaluation result as the tranche sees it. */
export interface EvaluationEvidence {
  readonly kind: 'evaluation';
  readonly evaluationCode: string;
  readonly resultId: Id;
  readonly attempt: number;
  readonly revision: number;
  readonly grade: Grade;
}

/** A fact of another context, kept because it ticks or unticks a condition. */
export type Evidence =
  | { readonly kind: 'contract-filed' }
  | { readonly kind: 'date'; readonly on: LocalDate }
  | { readonly kind: 'milestone'; readonly milestoneCode: string }
  | { readonly kind: 'acceptance' }
  | EvaluationEvidence
  | { readonly kind: 'rectification-closed'; readonly evaluationCode: string; readonly attempt: number }
  | { readonly kind: 'payment-requested' }
  | { readonly kind: 'yearly-budget'; readonly year: number }
  /** Of one evaluation; of any, when it was kept before it was asked which. */
  | { readonly kind: 'appeal-opened' | 'appeal-closed'; readonly appealId: Id; readonly evaluationCode?: string };

/** Evidence with the id of the fact that carried it, for the voucher pack (R118). */
export interface KeptEvidence {
  readonly factId: Id;
  readonly evidence: Evidence;
  /** Business time of the fact; unknown for what was kept before it was asked for. */
  readonly at?: Instant;
}

/** Why money waits: the condition that is not met yet, and the rule it comes from. */
export interface Waiting {
  readonly condition: Condition['kind'] | 'sufficient-commitment';
  /** Code of the milestone or evaluation, where there is one. */
  readonly of?: string;
  readonly rule: string;
  /** What the budget line lacks, as it was last seen. */
  readonly lacksFen?: string;
}

/** The budget line that cannot pay what the evidence grants, and what it lacks (R10, R115). */
export interface Shortage {
  readonly lineId: Id;
  readonly lacks: Fen;
}

/** `contract-ended`: a revised result took the release back when the contract was over already. */
export type EndReason = 'contract-closed' | 'contract-terminated' | 'contract-ended';

export type MoveTarget = 'payable' | 'in-transit' | 'disbursed';

/** What the evidence grants, and why. */
interface Grant {
  readonly amount: Fen;
  /** What the pay factor leaves out; stays committed until the contract is closed, since a revised result may grant it. */
  readonly deducted: Fen;
  readonly factorBp: BasisPoints;
  readonly revision: number;
  readonly rules: readonly string[];
  readonly evidenceIds: readonly Id[];
}

export type TrancheFact =
  | { readonly kind: 'evidence-kept'; readonly kept: KeptEvidence }
  | ({ readonly kind: 'released' } & Grant)
  | {
      readonly kind: 'withheld';
      readonly revision: number;
      readonly waitingFor: readonly Waiting[];
      readonly rules: readonly string[];
      /** It had been released before, and is no longer owed. */
      readonly takenBack: boolean;
    }
  /** An open appeal holds what is payable: owed as before, but not paid meanwhile (R123). */
  | { readonly kind: 'held'; readonly revision: number; readonly waitingFor: readonly Waiting[]; readonly rules: readonly string[] }
  /** The appeal is decided and what was held stands. */
  | ({ readonly kind: 'hold-lifted' } & Grant)
  | { readonly kind: 'forfeited'; readonly amount: Fen; readonly revision: number; readonly rules: readonly string[]; readonly evidenceIds: readonly Id[] }
  | { readonly kind: 'terms-amended'; readonly terms: Terms }
  /**
   * The contract is over; `rest` was never owed and goes back to the budget line, or of it these `parts`, where commitments hold no more.
   * What happens after `until` earns nothing more.
   */
  | { readonly kind: 'contract-ended'; readonly rest: Fen; readonly parts?: readonly Allocation[]; readonly until?: Instant; readonly revision: number }
  /** Nothing of the tranche is owed, and nothing is bound for it any more. */
  | { readonly kind: 'cancelled'; readonly amount: Fen; readonly reason: EndReason; readonly revision: number; readonly rules: readonly string[] }
  /** All conditions are met and the budget line cannot pay: nothing of it is posted, and it waits for the line. `told` where others learn of it. */
  | { readonly kind: 'fell-short'; readonly short: Shortage; readonly told: boolean; readonly revision: number }
  /** `amount` of it is paid by setting it off against what the agency owes; the rest is no part of it any more, and becomes a supplement. */
  | { readonly kind: 'set-off'; readonly amount: Fen; readonly rest: Fen; readonly revision: number }
  /** `amount` of what was paid came back from the bank; it is no part of it any more, and a supplement owes it again. */
  | { readonly kind: 'part-returned'; readonly amount: Fen; readonly revision: number }
  /** It waits for no line any more: it is paid for, or the evidence grants it no longer. */
  | { readonly kind: 'shortage-over' }
  /** What its commitments lack of what is released comes from their budget lines. */
  | { readonly kind: 'replenished'; readonly parts: readonly Allocation[]; readonly revision: number }
  /** Of what lies above `above`: what a revised result took away goes on to the budget line, or what it grants comes from there. */
  | { readonly kind: 'uncommitted' | 'recommitted'; readonly above: Fen; readonly amount: Fen; readonly revision: number }
  /** Approved and instructed, settled, or sent back by the bank; what was refunded before is not owed again, so that it keeps less. */
  | { readonly kind: 'moved'; readonly to: MoveTarget; readonly keeps?: Fen }
  /** A revised result unmakes a release that was not paid yet. */
  | { readonly kind: 'release-reversed'; readonly amount: Fen; readonly deducted: Fen; readonly revision: number; readonly rules: readonly string[] }
  /** A revised result asks money back that was already paid (R123), or grants more. */
  | { readonly kind: 'correction-due'; readonly difference: Fen; readonly revision: number; readonly rules: readonly string[]; readonly evidenceIds: readonly Id[] }
  /** More is owed than was paid: what lies above `keeps` goes to a tranche of its own (R123). */
  | { readonly kind: 'supplement-raised'; readonly keeps: Fen; readonly revision: number };
