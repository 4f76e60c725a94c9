import { contractSigned, resultPublished } from '@goufu/contracts';
import type { Violation } from '../check/violation.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

const OTHERS_WITHIN_MS = 90_000;

/** One bad record of each sort among good ones, each under a key of its own. */
export async function playPoison(scene: Scene, purchases: number, random: Random): Promise<Outcome> {
  const { others } = scene.load;
  const key = (label: string): string => {
    const made = random.fork(label).uuid();
    scene.checker.expectedParked.add(made);
    return made;
  };
  scene.load.begin(purchases, random.fork('before'));
  const unreadable = { key: key('unreadable'), headers: { 'content-type': 'application/json' }, value: '不是 JSON {' };
  const wrongValue = others.raw(resultPublished, key('wrong value'), { scoreBp: 99_999, grade: 'excellent' });
  const noJson = others.raw(contractSigned, key('no JSON'), undefined);
  const terms = scene.load.purchase(random.fork('sums')).terms;
  const wrongSums = others.raw(contractSigned, key('wrong sums'), { ...terms, priceFen: '1' });
  const newer = others.raw(resultPublished, random.fork('newer version').uuid(), { anything: 'new' }, 'evaluation.result-published.v9');
  await others.send({ topic: 'evaluation', message: unreadable }, wrongValue, noJson, wrongSums, newer);
  scene.load.begin(purchases, random.fork('behind'));
  await scene.load.endedWithin(OTHERS_WITHIN_MS);
  const violations: Violation[] = await scene.checker.parked(4);
  return { moments: ['unreadable', 'against the contract', 'no JSON', 'against an invariant', 'unknown version'], violations };
}
