import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { FreezeFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';
import { withSecondFunding } from './second-funding.js';

const MOMENT_WITHIN_MS = 800;
const TAKEN_UP_WITHIN_MS = 60_000;

/** Stops one of two funding processes in its tracks for longer than its session, and lets it go on as if nothing had happened. */
export function playFreeze(scene: Scene, { forMs, times }: FreezeFault, purchases: number, random: Random): Promise<Outcome> {
  return withSecondFunding(scene, async (second) => {
    const first = scene.world.process('funding');
    const moments: string[] = [];
    const recoveries: number[] = [];
    const violations: Violation[] = [];
    for (let i = 0; i < times && violations.length === 0; i += 1) {
      scene.load.addresses = [first.url, second.url];
      scene.load.begin(purchases, random.fork(`freeze ${i}`));
      const [frozen, other] = i % 2 === 0 ? [first, second] : [second, first];
      const after = random.below(MOMENT_WITHIN_MS);
      await delay(after);
      frozen.signal('SIGSTOP');
      scene.load.addresses = [other.url];
      const until = delay(forMs);
      scene.load.begin(purchases, random.fork(`meanwhile ${i}`));
      recoveries.push(await scene.checker.takenUp(TAKEN_UP_WITHIN_MS));
      await until;
      frozen.signal('SIGCONT');
      moments.push(`${frozen.name} after ${after} ms`);
      violations.push(...(await scene.checker.always()));
    }
    return { moments, recoveries, violations };
  });
}
