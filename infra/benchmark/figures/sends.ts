/** What a run sends, in order: results by number, now and then one of them a second time. */
export interface Sends {
  /** Result number of each send. */
  readonly results: Int32Array;
  /** Whether a send repeats an earlier one. */
  readonly isRepeat: (send: number) => boolean;
}

/** How far behind the first sending a duplicate may come. */
const NEAR = 400;

/**
 * `count` distinct results in order of their numbers, with duplicates sprinkled in so that they are `share` of all
 * sends. A duplicate repeats one of the last few hundred results.
 */
export function sendsOf(count: number, share: number, random: () => number): Sends {
  const total = share === 0 ? count : Math.round(count / (1 - share));
  const results = new Int32Array(total);
  const repeats = new Uint8Array(total);
  let next = 0;
  for (let send = 0; send < total; send += 1) {
    const repeat = next > 0 && (next === count || (send + 1) * share >= send - next + 1);
    repeats[send] = repeat ? 1 : 0;
    results[send] = repeat ? Math.max(0, next - 1 - Math.floor(random() * NEAR)) : next;
    if (!repeat) next += 1;
  }
  return { results, isRepeat: (send) => repeats[send] === 1 };
}
