import type { World } from '../world/world.js';

/** How often something happened, so that a run which proves nothing is seen. */
export type Tally = Map<string, number>;

export function tallyOf(world: World): Tally {
  const tally: Tally = new Map([
    ['schedules', 1],
    ['steps', world.history.length],
    ['kills', world.kills],
    ['suspended entries', world.funding.tables.suspense.size],
    ['refused contracts', [...world.funding.tables.reservation.values()].filter(({ state }) => state === 'refused').length],
    ['supplements', world.funding.tranches().filter(({ supplements }) => supplements !== undefined).length],
    ['refunds', [...world.funding.tables.entry.values()].filter(({ outcome }) => outcome === 'refunded').length],
    ['offsets', [...world.funding.tables.offset.values()].filter(({ state }) => state === 'approved').length],
    ['payments returned after a refund', [...world.funding.tables.case.values()].filter(({ paymentReturned, refunded }) => paymentReturned && refunded > 0n).length],
    ...world.noted,
  ]);
  for (const { says } of world.recorded()) tally.set(says.kind, (tally.get(says.kind) ?? 0) + 1);
  return tally;
}
