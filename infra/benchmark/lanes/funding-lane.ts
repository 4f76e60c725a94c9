import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '../world/database.js';
import { Program } from '../world/program.js';
import type { Stack } from '../world/stack.js';
import type { LaneStart } from './lane.js';

/** The real funding service, as `npm start` runs it, on a database and topics of the run's own. */
export async function startFunding(stack: Stack, { database, prefix, profile }: LaneStart): Promise<Program> {
  const { entry, folder, url, env } = stack.funding;
  const traces = join(stack.folder, 'traces');
  rmSync(traces, { recursive: true, force: true });
  mkdirSync(traces, { recursive: true });
  const own = { DATABASE_URL: addressOf(env['DATABASE_URL'] ?? '', database), TOPIC_PREFIX: prefix, TRACE_DIR: traces };
  const args = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, entry] : [entry];
  const program = Program.start({ name: 'funding', args, cwd: folder, env: { ...env, ...own }, log: join(stack.folder, 'logs', 'funding.log') });
  await program.untilReady(`${url}/health/ready`);
  return program;
}
