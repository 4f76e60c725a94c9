/**
 * Where an agency stands in one table: integer sums, so that facts may come in any order and be taken back again without a
 * trace.
 */
export interface Standing {
  /** Contracts that put the agency into this table; at none it leaves it. */
  readonly contracts: number;
  /** Σ weight × score over the latest revision of each result, in basis points of basis points. */
  readonly weightedSum: bigint;
  /** Σ weight, in basis points. */
  readonly weightSum: bigint;
  /** Results that count. */
  readonly results: number;
  /** Faults of the agency that stand. */
  readonly faults: number;
}

export const EMPTY: Standing = { contracts: 0, weightedSum: 0n, weightSum: 0n, results: 0, faults: 0 };

export const plus = (a: Standing, b: Standing): Standing => ({
  contracts: a.contracts + b.contracts,
  weightedSum: a.weightedSum + b.weightedSum,
  weightSum: a.weightSum + b.weightSum,
  results: a.results + b.results,
  faults: a.faults + b.faults,
});

export const negative = (a: Standing): Standing => ({
  contracts: -a.contracts,
  weightedSum: -a.weightedSum,
  weightSum: -a.weightSum,
  results: -a.results,
  faults: -a.faults,
});

export const sameStanding = (a: Standing, b: Standing): boolean =>
  a.contracts === b.contracts && a.weightedSum === b.weightedSum && a.weightSum === b.weightSum && a.results === b.results && a.faults === b.faults;
