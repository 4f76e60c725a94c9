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
  ]);
  for (const { says } of world.recorded()) tally.set(says.kind, (tally.get(says.kind) ?? 0) + 1);
  return tally;
}
