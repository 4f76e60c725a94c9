import type { DuplicatesFault } from '../matrix.js';
import type { Random } from '../random.js';
import { statements } from '../stack/database.js';
import type { Outcome, Scene } from './scene.js';

/** Says everything again that was ever said in this world; `forgotten` takes the inbox away first, and where the streams of money and ranking stood. */
export async function playDuplicates(scene: Scene, { copies, forgotten }: DuplicatesFault, purchases: number, random: Random): Promise<Outcome> {
  scene.load.begin(purchases, random);
  await scene.load.ended();
  const before = await scene.checker.atRest();
  if (before.length > 0) return { moments: [], violations: before };
  if (forgotten) for (const service of ['funding', 'oversight']) await forget(scene.world.databaseUrl(service));
  const again = [...scene.load.others.sent];
  for (let copy = 0; copy < copies; copy += 1) await scene.load.others.repeat(again);
  await scene.load.users.call('operator', 'POST', '/facts/republish', {});
  return { moments: [`${again.length} facts ×${copies}${forgotten ? ', inbox forgotten' : ''}`], violations: [] };
}

const forget = (url: string): Promise<object[]> => statements(url, 'DELETE FROM inbox', `DELETE FROM stream_position WHERE consumer_group IN ('funding', 'oversight.ranking')`);
