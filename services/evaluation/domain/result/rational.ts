/** An exact fraction; `denominator` is positive. Scores are added and averaged in these and rounded once, at the end. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `numerator / denominator` in lowest terms. Throws `RangeError` unless the denominator is positive. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const top = BigInt(numerator);
  const bottom = BigInt(denominator);
  if (bottom <= 0n) throw new RangeError(`a fraction needs a positive denominator, got ${bottom}`);
  const divisor = commonDivisor(top < 0n ? -top : top, bottom);
  return { numerator: top / divisor, denominator: bottom / divisor };
}

export const ZERO = rational(0n);

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const times = (a: Rational, b: Rational): Rational => rational(a.numerator * b.numerator, a.denominator * b.denominator);

export const isLess = (a: Rational, b: Rational): boolean => a.numerator * b.denominator < b.numerator * a.denominator;

export const sum = (terms: readonly Rational[]): Rational => terms.reduce(plus, ZERO);

/** Arithmetic mean. Throws `RangeError` for no terms. */
export const mean = (terms: readonly Rational[]): Rational => times(sum(terms), rational(1n, terms.length));

/** Nearest whole number, halves upwards. Defined for what is not negative, as scores are. */
export function roundHalfUp({ numerator, denominator }: Rational): number {
  if (numerator < 0n) throw new RangeError('only what is not negative is rounded half up');
  return Number((2n * numerator + denominator) / (2n * denominator));
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
