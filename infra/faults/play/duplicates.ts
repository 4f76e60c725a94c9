import pg from 'pg';
import type { DuplicatesFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

/** Says everything again that was ever said in this world; `forgotten` takes the inbox away first, and where the streams of money and ranking stood. */
export async function playDuplicates(scene: Scene, { copies, forgotten }: DuplicatesFault, purchases: number, random: Random): Promise<Outcome> {
  scene.load.begin(purchases, random);
  await scene.load.ended();
  const before = await scene.checker.atRest();
  if (before.length > 0) return { moments: [], kills: 0, recoveries: [], violations: before };
  if (forgotten) for (const service of ['funding', 'oversight']) await forget(scene.world.databaseUrl(service));
  const again = [...scene.load.others.sent];
  for (let copy = 0; copy < copies; copy += 1) await scene.load.others.repeat(again);
  await scene.load.users.call('operator', 'POST', '/facts/republish', {});
  return { moments: [`${again.length} facts ×${copies}${forgotten ? ', inbox forgotten' : ''}`], kills: 0, recoveries: [], violations: [] };
}

async function forget(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('DELETE FROM inbox');
  await client.query(`DELETE FROM stream_position WHERE consumer_group IN ('funding', 'oversight.ranking')`);
  await client.end();
}
