import type { BankFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

const HEARD_WITHIN_MS = 30_000;

interface Rule {
  readonly kind: string;
  readonly times: number;
}

/** The treasury errs as its rules say while payments are made; agencies ask again for what came back. */
export async function playBank(scene: Scene, { rules }: BankFault, purchases: number, random: Random): Promise<Outcome> {
  const seed = random.below(1_000_000);
  await scene.world.treasury('PUT', '/hostility', { seed, rules });
  scene.load.begin(purchases, random);
  await scene.load.ended();
  await scene.checker.reconciled(HEARD_WITHIN_MS);
  const answer = await scene.world.treasury('GET', '/hostility');
  const left = answer['rules'] as Rule[];
  await scene.world.treasury('PUT', '/hostility', { seed, rules: [] });
  await scene.load.askAgain();
  const moments = rules.flatMap(({ kind, times }, i) => {
    const struck = times - (left[i]?.times ?? times);
    return struck === 0 ? [`${kind} not reached`] : Array.from({ length: struck }, () => kind);
  });
  return { moments, violations: await scene.checker.always() };
}
