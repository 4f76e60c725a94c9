import type { ClockFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';
import { withSecondFunding } from './second-funding.js';

/** Two processes work on the same purchases with different times: one is stepped, the other keeps what it loaded at its start. */
export function playClock(scene: Scene, { byMinutes }: ClockFault, purchases: number, random: Random): Promise<Outcome> {
  return withSecondFunding(scene, async (second) => {
    const first = scene.world.process('funding');
    scene.load.begin(purchases, random.fork('same'));
    await scene.load.users.moveClock(second.url, scene.world.step(byMinutes));
    scene.load.begin(purchases, random.fork('apart'));
    await scene.load.ended();
    const violations = await scene.checker.always();
    // The one that lagged behind starts again and reads the time that is kept; the bank follows.
    await first.stop();
    await first.start();
    await scene.world.treasury('PUT', '/clock', { at: scene.world.now });
    return { moments: [`${byMinutes} minutes ahead, as many behind`], violations };
  });
}
