import { type BasisPoints, type Fen, type Id, unreachable } from '@goufu/kernel';
import type { Terms } from './assessment.js';
import type { KeptEvidence, Shortage, TrancheFact, Waiting } from './tranche.facts.js';

/**
 * Where the tranche's money stands (stages of the ledger). What is `forfeited` stays committed until the contract is
 * closed, so that a revised result can still grant it; what is `cancelled` went back to the budget when the contract ended.
 */
export type Stage = 'committed' | 'payable' | 'in-transit' | 'disbursed' | 'forfeited' | 'cancelled';

/** One tranche of one contract: an amount and the conditions under which it is owed. */
export interface Tranche {
  readonly id: Id;
  readonly amount: Fen;
  readonly terms: Terms;
  readonly stage: Stage;
  readonly evidence: readonly KeptEvidence[];
  /** Counts releases, withholdings and forfeits; a later one replaces an earlier one. */
  readonly revision: number;
  /** Owed or paid; 0 before the release. */
  readonly released: Fen;
  readonly factorBp: BasisPoints;
  /** What was last told to be missing, so that the same withholding is not told twice. */
  readonly withheldFor: readonly Waiting[];
  /** The contract has ended: of this tranche nothing is committed any more that is not owed or paid. */
  readonly ended: boolean;
  /** Differences already raised against what was paid, so that none is raised twice; negative when money is asked back. */
  readonly corrected: Fen;
  /** How much of `amount` is this tranche's; what lies above is its supplement's, once one was raised. */
  readonly covers: Fen;
  /** Nothing is committed for so much of it from below: it was refunded, and is taken from the budget line when it is granted. */
  readonly unbound: Fen;
  /** What the evidence grants waits for this budget line; what was granted before stays. */
  readonly short?: Shortage | undefined;
  /** A supplement is the part of an agreed tranche above what that one keeps; the same evidence decides it. */
  readonly part?: Part;
}

/** Which part of an agreed tranche a supplement is. */
export interface Part {
  /** The amount of the agreed tranche, of which the pay factor is a share. */
  readonly whole: Fen;
  /** What lies below it. */
  readonly above: Fen;
}

export type OpenTranche = Pick<Tranche, 'id' | 'amount' | 'terms'>;

export const openTranche = (terms: OpenTranche): Tranche => ({
  ...terms,
  stage: 'committed',
  evidence: [],
  revision: 0,
  released: 0n,
  factorBp: 0,
  withheldFor: [],
  ended: false,
  corrected: 0n,
  covers: terms.amount,
  unbound: 0n,
});

/** A supplement of a tranche: what lies above `keeps`, under the same terms and with the evidence that is known. What of it was refunded went back to the budget line. */
export const openSupplement = (id: Id, { terms, evidence, ended, part, amount, covers, released }: Tranche, keeps: Fen): Tranche => ({
  ...openTranche({ id, amount: covers - keeps, terms }),
  stage: ended ? 'cancelled' : 'committed',
  evidence,
  ended,
  unbound: ended ? 0n : (released < covers ? released : covers) - keeps,
  part: { whole: part?.whole ?? amount, above: (part?.above ?? 0n) + keeps },
});

export function evolve(tranche: Tranche, fact: TrancheFact): Tranche {
  switch (fact.kind) {
    case 'evidence-kept':
      return { ...tranche, evidence: [...tranche.evidence, fact.kept] };
    case 'released':
      return { ...tranche, stage: 'payable', released: fact.amount, factorBp: fact.factorBp, revision: fact.revision, withheldFor: [] };
    case 'withheld':
      return { ...tranche, stage: 'committed', revision: fact.revision, withheldFor: fact.waitingFor };
    case 'held':
      return { ...tranche, revision: fact.revision, withheldFor: fact.waitingFor };
    case 'hold-lifted':
      return { ...tranche, revision: fact.revision, withheldFor: [] };
    case 'terms-amended':
      return { ...tranche, terms: fact.terms };
    case 'moved':
      // What came back was not paid: no difference against it stands any more.
      return { ...tranche, stage: fact.to, corrected: fact.to === 'payable' ? 0n : tranche.corrected, ...(fact.keeps === undefined ? {} : { released: fact.keeps, covers: fact.keeps }) };
    case 'forfeited':
      return { ...tranche, stage: 'forfeited', revision: fact.revision, withheldFor: [] };
    case 'contract-ended': {
      const terms = fact.until === undefined ? tranche.terms : { ...tranche.terms, until: fact.until };
      return { ...tranche, terms, ended: true, unbound: 0n, revision: fact.revision };
    }
    case 'cancelled':
      return { ...tranche, stage: 'cancelled', revision: fact.revision, withheldFor: [] };
    case 'set-off':
      return { ...tranche, stage: 'disbursed', released: fact.amount, revision: fact.revision };
    case 'part-returned': {
      const keeps = tranche.released - fact.amount;
      return { ...tranche, released: keeps, covers: keeps, corrected: 0n, revision: fact.revision };
    }
    case 'fell-short':
      return { ...tranche, short: fact.short, withheldFor: tranche.stage === 'payable' ? tranche.withheldFor : [], revision: fact.revision };
    case 'shortage-over':
      return { ...tranche, short: undefined };
    case 'recommitted':
      return { ...tranche, unbound: 0n };
    case 'uncommitted':
    case 'replenished':
      return tranche;
    case 'supplement-raised':
      return { ...tranche, covers: fact.keeps, corrected: fact.keeps - tranche.released, revision: fact.revision };
    case 'release-reversed':
      return { ...tranche, stage: 'committed', released: 0n, factorBp: 0, revision: fact.revision, withheldFor: [] };
    case 'correction-due':
      return { ...tranche, revision: fact.revision, corrected: tranche.corrected + fact.difference };
    default:
      return unreachable(fact);
  }
}
