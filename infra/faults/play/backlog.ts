import type { BacklogFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

const CAUGHT_UP_WITHIN_MS = 180_000;

/** Funding is away while events pile up, then the broker dies; measured is how long it takes from the broker's death until all of them are taken in. */
export async function playBacklog(scene: Scene, { events }: BacklogFault, purchases: number, random: Random): Promise<Outcome> {
  const { load, servers, world, checker } = scene;
  load.begin(Math.max(1, purchases), random);
  await load.ended();
  await world.process('funding').stop();
  await load.others.send(...load.spotChecks(events));
  const began = performance.now();
  await servers.kill('kafka');
  await servers.start('kafka');
  const brokerMs = performance.now() - began;
  await world.process('funding').start();
  await checker.takenUp(CAUGHT_UP_WITHIN_MS);
  const recovery = performance.now() - began;
  const note = `broker back after ${(brokerMs / 1000).toFixed(1)} s, ${events} events taken in ${(recovery / 1000).toFixed(1)} s after it died`;
  return { moments: [`${events} events behind`], kills: 1, recoveries: [recovery], violations: await checker.always(), notes: [note] };
}
