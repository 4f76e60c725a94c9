import { WHOLE, type BasisPoints, type Id } from '@goufu/kernel';
import { EMPTY, type Standing } from './standing.js';

/** How a table is read; numbers of the jurisdiction's profile (`ranking.*`, R98). */
export interface RankingRules {
  /** What is presumed of an agency of whom little is known. */
  readonly priorMeanBp: BasisPoints;
  /** How many full evaluations that presumption weighs. */
  readonly priorStrength: number;
  /** With fewer results an agency is unrated. */
  readonly minimumResults: number;
  /** What each fault that stands takes away. */
  readonly faultDeductionBp: BasisPoints;
}

/** An agency's place; without position and score it is unrated, which is a state of its own and no bad score. */
export interface Place {
  readonly position?: number;
  readonly scoreBp?: BasisPoints;
  readonly n: number;
}

export interface Row extends Place {
  readonly agencyOrgId: Id;
}

/** A score as the exact fraction of basis points that it is. */
interface Score {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly roundedBp: number;
}

interface Rated extends Score {
  readonly agencyOrgId: Id;
  readonly standing: Standing;
}

/**
 * Σ weight × score, shrunk toward the presumed mean: (Σws + k·m) / (Σw + k) with k full weights of the mean m, less the
 * deduction for faults, never below nought. Undefined while the agency is unrated.
 */
function scoreOf(standing: Standing, rules: RankingRules): Score | undefined {
  if (standing.results < rules.minimumResults) return undefined;
  const presumed = BigInt(rules.priorStrength) * BigInt(WHOLE);
  const denominator = standing.weightSum + presumed;
  const deduction = BigInt(standing.faults) * BigInt(rules.faultDeductionBp) * denominator;
  const earned = standing.weightedSum + presumed * BigInt(rules.priorMeanBp) - deduction;
  const numerator = earned > 0n ? earned : 0n;
  return { numerator, denominator, roundedBp: Number((2n * numerator + denominator) / (2n * denominator)) };
}

/** Best first: by the unrounded score, then by more results, then by fewer faults, then by id, so that no two are equal. */
function compareRated(a: Rated, b: Rated): number {
  // Rounding keeps the order, so the exact comparison is only needed between equal rounded scores.
  if (a.roundedBp !== b.roundedBp) return b.roundedBp - a.roundedBp;
  const difference = b.numerator * a.denominator - a.numerator * b.denominator;
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  if (a.standing.results !== b.standing.results) return b.standing.results - a.standing.results;
  if (a.standing.faults !== b.standing.faults) return a.standing.faults - b.standing.faults;
  return a.agencyOrgId < b.agencyOrgId ? -1 : 1;
}

const ratedOf = (agencyOrgId: Id, standing: Standing, rules: RankingRules): Rated | undefined => {
  const score = scoreOf(standing, rules);
  return score && { agencyOrgId, standing, ...score };
};

/** The whole table: rated agencies best first, unrated ones behind them by id. */
export function ranking(table: ReadonlyMap<Id, Standing>, rules: RankingRules): Row[] {
  const present = [...table].filter(([, { contracts }]) => contracts > 0);
  const rated = present.flatMap(([agencyOrgId, standing]) => ratedOf(agencyOrgId, standing, rules) ?? []).toSorted(compareRated);
  const unrated = present.filter(([, standing]) => !scoreOf(standing, rules)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...rated.map(({ agencyOrgId, standing, roundedBp }, i) => ({ agencyOrgId, position: i + 1, scoreBp: roundedBp, n: standing.results })),
    ...unrated.map(([agencyOrgId, { results }]) => ({ agencyOrgId, n: results })),
  ];
}

/** A table that changes while facts come in, and says where an agency stands in it without sorting it anew. */
export class LiveTable {
  private readonly rated = new Map<Id, Rated>();

  constructor(
    private readonly standings: Map<Id, Standing>,
    private readonly rules: RankingRules,
  ) {
    for (const [agencyOrgId, standing] of standings) this.rate(agencyOrgId, standing);
  }

  standingOf(agencyOrgId: Id): Standing {
    return this.standings.get(agencyOrgId) ?? EMPTY;
  }

  set(agencyOrgId: Id, standing: Standing): void {
    this.standings.set(agencyOrgId, standing);
    this.rate(agencyOrgId, standing);
  }

  placeOf(agencyOrgId: Id): Place {
    const self = this.rated.get(agencyOrgId);
    const n = this.standingOf(agencyOrgId).results;
    if (!self) return { n };
    let position = 1;
    for (const other of this.rated.values()) {
      if (other !== self && compareRated(other, self) < 0) position += 1;
    }
    return { position, scoreBp: self.roundedBp, n };
  }

  private rate(agencyOrgId: Id, standing: Standing): void {
    const rated = ratedOf(agencyOrgId, standing, this.rules);
    if (rated) this.rated.set(agencyOrgId, rated);
    else this.rated.delete(agencyOrgId);
  }
}
