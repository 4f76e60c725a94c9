import { type Fen, sumFen } from '@goufu/kernel';
import type { Allocation } from '../ledger/posting.js';
import type { Condition } from '../tranche/tranche.facts.js';

/**
 * The conditions of a tranche with the later years whose budget it waits for (R126): those that it had before, and those of parts that
 * are only foreseen. What the contract itself says of them does not count.
 */
export function withLaterYears(agreed: readonly Condition[], before: readonly Condition[], allocations: readonly Allocation[]): Condition[] {
  const known = before.flatMap((condition) => (condition.kind === 'yearly-budget' ? [condition.year] : []));
  const years = new Set([...known, ...allocations.filter(({ foreseen }) => foreseen).map(({ year }) => year)]);
  return [...agreed.filter(({ kind }) => kind !== 'yearly-budget'), ...[...years].toSorted((a, b) => a - b).map((year) => ({ kind: 'yearly-budget' as const, year }))];
}

export interface YearlyDecision<Commitment extends Allocation> {
  readonly made: readonly Commitment[];
  /** What each of the others lacks. */
  readonly short: readonly { readonly commitment: Commitment; readonly lacks: Fen }[];
}

/**
 * Which commitments of a year its budget can take, in their order: each whole or not at all, so that a smaller one behind one
 * that is too large is still made.
 */
export function makeYearly<Commitment extends Allocation>(foreseen: readonly Commitment[], available: Fen): YearlyDecision<Commitment> {
  const made: Commitment[] = [];
  const short: { commitment: Commitment; lacks: Fen }[] = [];
  for (const commitment of foreseen) {
    const left = available - sumFen(made.map(({ amount }) => amount));
    if (commitment.amount <= left) made.push(commitment);
    else short.push({ commitment, lacks: commitment.amount - left });
  }
  return { made, short };
}
