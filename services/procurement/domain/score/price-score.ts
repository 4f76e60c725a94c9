import { assert, WHOLE, type BasisPoints, type Fen } from '@goufu/kernel';
import type { Rational } from './rational.js';

/** A price as it is compared: `deductionBp` is taken off for small enterprises, never from the contract price (R26, T2). */
export interface ComparedPrice {
  readonly price: Fen;
  readonly deductionBp: BasisPoints;
}

/**
 * Price score of each bid in basis points of the full score, exact: benchmark ÷ price, the benchmark being the lowest price after
 * deductions. The highest and the lowest price are never dropped (R52, T1). Order as given.
 */
export function priceScores(prices: readonly ComparedPrice[]): Rational[] {
  // In hundredths of a percent of a fen, so that a deduction needs no division.
  const compared = prices.map(({ price, deductionBp }) => price * BigInt(WHOLE - deductionBp));
  const [first, ...rest] = compared;
  assert(first !== undefined && compared.every((price) => price > 0n), 'every compared bid has a price');
  const benchmark = rest.reduce((lowest, price) => (price < lowest ? price : lowest), first);
  return compared.map((price) => ({ numerator: benchmark * BigInt(WHOLE), denominator: price }));
}
