import type { BasisPoints, Id, LocalDate } from '@goufu/kernel';

/** What a fact says about an agency. A later revision replaces an earlier one, in whatever order they come. */
interface Revised {
  /** The fact that said it. */
  readonly factId: Id;
  readonly revision: number;
  readonly contractId: Id;
}

/** Which agency serves under which contract, in which field, and how much each of its evaluations weighs. */
export interface ContractEvidence extends Revised {
  readonly kind: 'contract';
  readonly jurisdiction: string;
  /** Field of service; agencies are compared within it. */
  readonly category: string;
  readonly agencyOrgId: Id;
  readonly agencyNameZh: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Share of each evaluation in the plan of the contract, by its code. */
  readonly weights: Readonly<Record<string, BasisPoints>>;
}

/** A final result of one evaluation round; a re-evaluation is a round of its own. */
export interface ResultEvidence extends Revised {
  readonly kind: 'result';
  readonly roundId: Id;
  readonly resultId: Id;
  readonly evaluationCode: string;
  readonly evaluationKind: string;
  readonly attempt: number;
  readonly scoreBp: BasisPoints;
  /** Day in China on which this revision became final: the period in which it counts. */
  readonly on: LocalDate;
}

/** A tranche lost, money asked back, a contract terminated: and whether it still stands as the agency's fault. */
export interface FaultEvidence extends Revised {
  readonly kind: 'fault';
  readonly fault: 'forfeit' | 'clawback' | 'termination';
  /** Of the tranche, the case or the contract. */
  readonly id: Id;
  readonly stands: boolean;
  readonly on: LocalDate;
}

export type Evidence = ContractEvidence | ResultEvidence | FaultEvidence;

/**
 * Kinds of evaluation that speak about the agency's service under a contract (R100). Self-evaluation, the yearly review of the
 * organisation and the budget's performance have other owners and scales and are never merged with them (R99).
 */
const COUNTED_KINDS: readonly string[] = ['mid-term', 'final', 'spot-check'];

export const counts = (result: ResultEvidence): boolean => COUNTED_KINDS.includes(result.evaluationKind);

/** True when `a` replaces `b`. Two facts of one revision are told apart by their ids, so that their order does not matter. */
export const supersedes = (a: Revised, b: Revised | undefined): boolean =>
  b === undefined || a.revision > b.revision || (a.revision === b.revision && a.factId < b.factId);
