import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Violation } from '../check/violation.js';
import type { SlowFsyncFault } from '../matrix.js';
import type { Random } from '../random.js';
import { commitMs } from '../stack/commit.js';
import { inDatabase } from '../stack/database.js';
import { root } from '../stack/local-library.js';
import type { Outcome, Scene } from './scene.js';

const COMMITS = 10;

/** PostgreSQL on a disk that takes its time: restarted with a shim that lengthens each fsync. Needs a C compiler. */
export async function playSlowFsync(scene: Scene, { ms }: SlowFsyncFault, purchases: number, random: Random): Promise<Outcome> {
  const shims = new Map(ms.map((longer) => [longer, join(scene.servers.home.dir, `slow-fsync-${longer}.so`)]));
  const refusal = [...shims].map(([longer, shim]) => compile(longer, shim)).find((reason) => reason !== undefined);
  if (refusal !== undefined) return { moments: [], violations: [], notes: [`not played: ${refusal}`] };
  const violations: Violation[] = [];
  const seconds: string[] = [];
  for (const longer of [0, ...ms]) {
    await scene.servers.restart('postgres', shims.get(longer));
    const began = performance.now();
    scene.load.begin(purchases, random.fork(`+${longer} ms`));
    await scene.load.ended();
    const commit = await usualCommitMs(scene.servers.adminUrl);
    if (commit < longer) throw new Error(`a commit takes ${commit.toFixed(1)} ms although each fsync should take ${longer} ms more`);
    seconds.push(`+${longer} ms (a commit takes ${commit.toFixed(1)} ms): ${((performance.now() - began) / 1000).toFixed(1)} s`);
    violations.push(...(await scene.checker.always()));
  }
  await scene.servers.restart('postgres');
  return { moments: ms.map((longer) => `+${longer} ms`), violations, notes: [`${purchases} purchases, ${seconds.join(', ')}`] };
}

/** How long one commit takes, half of a few being faster: whether the shim has taken hold. */
const usualCommitMs = (url: string): Promise<number> =>
  inDatabase(url, async (client) => {
    const times: number[] = [];
    for (let i = 0; i < COMMITS; i += 1) times.push(await commitMs(client));
    return times.toSorted((a, b) => a - b)[COMMITS / 2] ?? 0;
  });

function compile(longerMs: number, to: string): string | undefined {
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', `-DLONGER_MS=${longerMs}`, '-o', to, join(root, 'infra', 'faults', 'stack', 'slow-fsync.c'), '-ldl'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? 'there is no C compiler (cc) here' : `the shim does not compile: ${String(error)}`;
  }
}
