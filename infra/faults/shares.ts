import type { Fault, Row } from './matrix.js';

/** Cuts `kills` into what each world takes of them: the first has taken `taken` already, none takes more than `most`. */
export function partsOf(kills: number, taken: number, most: number): number[] {
  const first = Math.min(kills, Math.max(0, most - taken));
  const rest = kills - first;
  const parts = [first, ...Array.from({ length: Math.ceil(rest / most) }, (_, i) => Math.min(most, rest - i * most))];
  return parts.filter((part) => part > 0);
}

/** Spreads `kills` over the faults that kill, in proportion to their shares and exactly; largest remainders first. */
export function sharesOf(rows: readonly Row[], kills: number): Map<Fault, number> {
  const killing = rows.flatMap(({ faults }) => faults).filter((fault) => fault.kind === 'kill');
  const total = killing.reduce((sum, { share }) => sum + share, 0);
  const exact = killing.map((fault) => ({ fault, whole: Math.floor((kills * fault.share) / total), rest: (kills * fault.share) % total }));
  let left = kills - exact.reduce((sum, { whole }) => sum + whole, 0);
  const shares = new Map<Fault, number>();
  for (const { fault, whole } of exact.toSorted((a, b) => b.rest - a.rest)) {
    shares.set(fault, whole + (left > 0 ? 1 : 0));
    left -= 1;
  }
  return shares;
}
