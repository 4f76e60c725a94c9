import { execFileSync } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lost, type Violation } from '../check/violation.js';
import type { DiskFullFault } from '../matrix.js';
import type { Random } from '../random.js';
import { statements } from '../stack/database.js';
import type { Outcome, Scene } from './scene.js';

const SIZE = '64m';
const TABLES = ['ledger_transfer', 'fact', 'payment_attempt'];
const AT_WORK_WITHIN_MS = 120_000;

/** The tables of money and facts lie on a small file system that is filled up amid work and emptied again. Needs the right to mount. */
export async function playDiskFull(scene: Scene, { forMs }: DiskFullFault, purchases: number, random: Random): Promise<Outcome> {
  const folder = join(scene.servers.home.dir, 'small-disk');
  const refusal = mount(folder, dirname(await dataFolder(scene)));
  if (refusal !== undefined) return { moments: [], violations: [], notes: [`not played: no small file system can be mounted here (${refusal})`] };
  try {
    return await fillAmidWork(scene, { folder, forMs, purchases, random });
  } finally {
    await scene.load.endedWithin(AT_WORK_WITHIN_MS);
    await sql(scene, ...TABLES.map((table) => `ALTER TABLE ${table} SET TABLESPACE pg_default`));
    await sql(scene, 'DROP TABLESPACE small_disk');
    execFileSync('umount', [folder]);
  }
}

interface Filling {
  readonly folder: string;
  readonly forMs: number;
  readonly purchases: number;
  readonly random: Random;
}

async function fillAmidWork(scene: Scene, { folder, forMs, purchases, random }: Filling): Promise<Outcome> {
  await sql(scene, `CREATE TABLESPACE small_disk LOCATION '${join(folder, 'space')}'`);
  await sql(scene, ...TABLES.map((table) => `ALTER TABLE ${table} SET TABLESPACE small_disk`));
  const filler = join(folder, 'filler');
  fill(filler);
  const before = await rows(scene);
  scene.load.begin(purchases, random);
  await delay(forMs);
  const during = await rows(scene);
  const violations: Violation[] = await scene.checker.always();
  rmSync(filler);
  const began = performance.now();
  await scene.load.endedWithin(AT_WORK_WITHIN_MS);
  // A page that was there already takes some rows; what needs another page must have been refused.
  const note = `${during - before} of the rows found a place while the disk was full, ${(await rows(scene)) - during} came after`;
  if ((await rows(scene)) === during) violations.push(lost('nothing went on after the disk had room again'));
  return { moments: ['ledger, facts and attempts'], recoveries: [performance.now() - began], violations, notes: [note] };
}

function mount(folder: string, like: string): string | undefined {
  const { uid, gid } = statSync(like);
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0755`, 'goufu-faults', folder], { stdio: 'pipe' });
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n').at(-2) ?? error.message) : String(error);
  }
  mkdirSync(join(folder, 'space'), { mode: 0o700 });
  chownSync(folder, uid, gid);
  chownSync(join(folder, 'space'), uid, gid);
  return undefined;
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const block = Buffer.alloc(4_096); ; ) writeSync(file, block);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

async function dataFolder(scene: Scene): Promise<string> {
  const [row] = await sql<{ data_directory: string }>(scene, 'SHOW data_directory');
  return row?.data_directory ?? '';
}

async function rows(scene: Scene): Promise<number> {
  const [row] = await sql<{ count: number }>(scene, `SELECT (SELECT count(*) FROM ledger_transfer)::int + (SELECT count(*) FROM fact)::int AS count`);
  return row?.count ?? 0;
}

const sql = <Row extends object>(scene: Scene, ...all: string[]): Promise<Row[]> => statements(scene.world.databaseUrl('funding'), ...all);
