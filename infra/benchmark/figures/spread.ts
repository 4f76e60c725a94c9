/** What repeats of one measurement say together. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly repeats: number;
}

/** Median (mean of the two in the middle for an even number), least and greatest of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new Error('there is no spread of no repeats');
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] ?? min, sorted[Math.ceil(middle)] ?? max];
  return { median: (low + high) / 2, min, max, repeats: sorted.length };
}
