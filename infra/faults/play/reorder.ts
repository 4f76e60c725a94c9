import type { ReorderFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

/** Says the facts of each purchase in a drawn order, also against their own sequence: results before contracts, the end before the beginning. */
export async function playReorder(scene: Scene, { purchases }: ReorderFault, random: Random): Promise<Outcome> {
  scene.load.begin(purchases, random, { shuffled: true });
  return { moments: [`${purchases} purchases`], violations: [] };
}
