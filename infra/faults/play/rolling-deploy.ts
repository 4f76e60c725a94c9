import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { Random } from '../random.js';
import { inDatabase } from '../stack/database.js';
import type { Outcome, Scene } from './scene.js';
import { withSecondFunding } from './second-funding.js';

/** What an expanding migration does: new columns with nothing in them, a new table, an index. Old code must not notice. */
const EXPANSION = [
  'ALTER TABLE tranche ADD COLUMN added_later text',
  'ALTER TABLE payment_order ADD COLUMN added_later text',
  'ALTER TABLE contract ADD COLUMN added_later jsonb',
  'ALTER TABLE held_record ADD COLUMN added_later text',
  'CREATE TABLE added_later (id uuid PRIMARY KEY, jurisdiction text NOT NULL)',
];

/** One process after the other is replaced while users work, with the schema expanded and facts that carry new fields in between. */
export function playRollingDeploy(scene: Scene, purchases: number, random: Random): Promise<Outcome> {
  const { load, world } = scene;
  return withSecondFunding(scene, async (second) => {
    const first = world.process('funding');
    load.begin(purchases, random.fork('old and old'));
    await expand(world.databaseUrl('funding'));
    load.others.addition = { addedLater: '新字段' };
    load.begin(purchases, random.fork('new facts'));
    for (const [leaving, staying] of [[first, second], [second, first]] as const) {
      load.addresses = [staying.url];
      await leaving.stop();
      await leaving.start();
      load.addresses = [first.url, second.url];
      load.begin(purchases, random.fork(`without ${leaving.name}`));
    }
    const { errors } = await load.ended();
    load.others.addition = {};
    const refused: Violation[] = errors.map((what) => ({ kind: 'lost', what: `a user saw an error: ${what}` }));
    return { moments: ['two replaced in turn'], violations: [...refused, ...(await scene.checker.always())] };
  });
}

/** As its own step under a lock timeout, so that it never queues users behind it; tried until it is in. */
const expand = (url: string): Promise<void> =>
  inDatabase(url, async (client) => {
    await client.query(`SET lock_timeout = '300ms'`);
    for (const statement of EXPANSION) {
      while (!(await client.query(statement).then(() => true, () => false))) await delay(100);
    }
  });
