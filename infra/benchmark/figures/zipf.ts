/** Draws ranks 0 … ranks-1, where rank k comes 1/(k+1) as often as rank 0 (Zipf, exponent 1). */
export function zipf(ranks: number, random: () => number): () => number {
  const cumulative = new Float64Array(ranks);
  let total = 0;
  for (let k = 0; k < ranks; k += 1) {
    total += 1 / (k + 1);
    cumulative[k] = total;
  }
  return () => firstAbove(cumulative, random() * total);
}

/** Index of the first entry greater than `value`; entries ascend. */
function firstAbove(entries: Float64Array, value: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
