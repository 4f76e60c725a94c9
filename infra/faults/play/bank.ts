import type { BankFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

/** The treasury errs as its rules say while payments are made; agencies ask again for what came back. */
export async function playBank(scene: Scene, { rules }: BankFault, purchases: number, random: Random): Promise<Outcome> {
  const seed = random.below(1_000_000);
  await scene.world.treasury('PUT', '/hostility', { seed, rules });
  scene.load.begin(purchases, random);
  await scene.load.ended();
  const answer = await scene.world.treasury('GET', '/hostility');
  const left = (answer['rules'] as { times: number }[]).reduce((sum, { times }) => sum + times, 0);
  await scene.world.treasury('PUT', '/hostility', { seed, rules: [] });
  await scene.load.askAgain();
  const struck = rules.reduce((sum, { times }) => sum + times, 0) - left;
  const name = rules.map(({ kind }) => kind).join(' and ');
  return { moments: [`${name} (struck ${struck} times)`], kills: 0, recoveries: [], violations: await scene.checker.always() };
}
