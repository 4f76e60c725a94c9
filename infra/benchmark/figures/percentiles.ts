/** Latencies of one point in milliseconds: exact, from every sample, by nearest rank. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** The smallest sample that at least `share` of all samples do not exceed (nearest rank). `sorted` is ascending and not empty. */
function nearestRank(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) throw new Error('there is no percentile of no samples');
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? Number.NaN;
}

export function percentilesOf(samples: Iterable<number>): Percentiles {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number): number => nearestRank(sorted, share);
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
