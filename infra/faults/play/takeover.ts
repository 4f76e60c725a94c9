import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { TakeoverFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';
import { withSecondFunding } from './second-funding.js';

const MOMENT_WITHIN_MS = 800;
const TAKEN_UP_WITHIN_MS = 60_000;

/** Kills one of two funding processes; measured is how long it takes until the other has taken in everything that lay there. */
export function playTakeover(scene: Scene, { times }: TakeoverFault, purchases: number, random: Random): Promise<Outcome> {
  return withSecondFunding(scene, async (second) => {
    const first = scene.world.process('funding');
    const recoveries: number[] = [];
    const violations: Violation[] = [];
    for (let i = 0; i < times && violations.length === 0; i += 1) {
      const [killed, other] = i % 2 === 0 ? [first, second] : [second, first];
      scene.load.begin(purchases, random.fork(`takeover ${i}`));
      await delay(random.below(MOMENT_WITHIN_MS));
      await killed.kill();
      const began = performance.now();
      scene.load.addresses = [other.url];
      scene.load.begin(purchases, random.fork(`meanwhile ${i}`));
      await scene.checker.takenUp(TAKEN_UP_WITHIN_MS);
      recoveries.push(performance.now() - began);
      violations.push(...(await scene.checker.always()));
      await killed.start();
      scene.load.addresses = [first.url, second.url];
    }
    const note = `the other of two consumers had taken everything in after ${recoveries.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(', ')}`;
    return { moments: Array.from({ length: times }, () => 'one of two'), kills: recoveries.length, recoveries, violations, notes: [note] };
  });
}
