/** An exact fraction with a positive denominator; scores are never floats (R52). */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Negative when `a` is less than `b`. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : Number(difference > 0n);
}

export const addRationals = (a: Rational, b: Rational): Rational => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

/** The nearest whole number, halves up; for values that are not negative. For display only (R52). */
export const roundHalfUp = ({ numerator, denominator }: Rational): number => Number((2n * numerator + denominator) / (2n * denominator));
