import type { Process } from '../stack/process.js';
import type { Scene } from './scene.js';

/** Lets a second funding process join for as long as `work` lasts. */
export async function withSecondFunding<Result>(scene: Scene, work: (second: Process) => Promise<Result>): Promise<Result> {
  const second = scene.world.process('funding-2');
  const first = scene.world.process('funding');
  await second.start();
  scene.load.addresses = [first.url, second.url];
  try {
    return await work(second);
  } finally {
    for (const process of [first, second]) process.signal('SIGCONT');
    if (!first.alive) await first.start();
    scene.load.addresses = [first.url];
    await second.stop();
  }
}
