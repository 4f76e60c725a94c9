import { drifted, stuck, type Violation } from '../check/violation.js';
import type { Random } from '../random.js';
import { statements } from '../stack/database.js';
import type { Outcome, Scene } from './scene.js';

const TAKEN_UP_WITHIN_MS = 180_000;
/** A database is copied only while nobody is in it. */
const ALONE = ['ALTER DATABASE goufu_funding ALLOW_CONNECTIONS false', `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'goufu_funding'`];

/**
 * Funding's database is put back to an older copy, and the rest comes from Kafka, from the offsets that the copy holds. What came after the copy
 * came over Kafka alone, so that nothing may be missing: the same balances as before.
 */
export async function playRestore(scene: Scene, purchases: number, random: Random): Promise<Outcome> {
  const { load, world, servers, checker } = scene;
  const funding = world.process('funding');
  load.begin(purchases, random.fork('before the backup'));
  await load.ended();
  const restless = await checker.atRest();
  if (restless.length > 0) return { moments: [], violations: restless };
  await funding.stop();
  await statements(servers.adminUrl, ...ALONE, 'CREATE DATABASE goufu_funding_backup TEMPLATE goufu_funding', 'ALTER DATABASE goufu_funding ALLOW_CONNECTIONS true');
  await funding.start();
  const resume = await load.beginHalf(purchases, random.fork('after the backup'));
  await checker.takenUp(TAKEN_UP_WITHIN_MS);
  await checker.sent(TAKEN_UP_WITHIN_MS);
  const before = await balances(world.databaseUrl('funding'));
  await funding.stop();
  await statements(servers.adminUrl, 'DROP DATABASE goufu_funding WITH (FORCE)', 'ALTER DATABASE goufu_funding_backup RENAME TO goufu_funding');
  const began = performance.now();
  await grantConnect(world.databaseUrl('funding'));
  await funding.start();
  await checker.takenUp(TAKEN_UP_WITHIN_MS);
  const recovery = performance.now() - began;
  if (recovery > TAKEN_UP_WITHIN_MS) return { moments: [], violations: [stuck(`what came after the backup was not taken in again within ${TAKEN_UP_WITHIN_MS / 1000} s`)] };
  const after = await balances(world.databaseUrl('funding'));
  const violations: Violation[] = [
    ...[...before].filter((line) => !after.has(line)).map((line) => drifted(`before the restore an account stood at ${line}; not so after the replay`)),
    ...[...after].filter((line) => !before.has(line)).map((line) => drifted(`after the replay an account stands at ${line}; not so before the restore`)),
  ];
  resume();
  return { moments: ['backup, then work, then restore'], recoveries: [recovery], violations: [...violations, ...(await checker.always())] };
}

/** Rights on the database itself do not come with a copy. */
const grantConnect = (url: string): Promise<object[]> => statements(url, 'REVOKE ALL ON DATABASE goufu_funding FROM PUBLIC', 'GRANT CONNECT ON DATABASE goufu_funding TO goufu_funding_app');

async function balances(url: string): Promise<Set<string>> {
  const rows = await statements<{ line: string }>(
    url,
    `SELECT id || ' ' || balance_fen || ' v' || version AS line FROM line_account
     UNION ALL SELECT id || ' ' || balance_fen || ' v' || version FROM holding_account ORDER BY 1`,
  );
  return new Set(rows.map(({ line }) => line));
}
