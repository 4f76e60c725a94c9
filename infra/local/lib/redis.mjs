/** Redis from the system: our own process, port and data folder; a Redis that the system started is left alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { untilReady } from './health.mjs';
import { exchange, host } from './ports.mjs';
import { end, launch, running } from './processes.mjs';
import { findRedis } from './requirements.mjs';
import { say } from './say.mjs';

/** Starts Redis, or finds it running. BullMQ needs `noeviction`; the append-only file keeps tasks over a restart. */
export async function startRedis({ home, port }) {
  const found = running(home, 'redis');
  const record = found ?? (await begin(home, port));
  await untilReady(home, record, () => answersPing(record));
  if (found === null) say('redis', `ready on port ${port}`);
  const finish = (options) => end(home, record, options);
  return { name: 'redis', pid: record.pid, url: `redis://${host}:${port}`, stop: () => finish({}), kill: () => finish({ signal: 'SIGKILL' }) };
}

function begin(home, port) {
  const dir = join(home.dir, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const settings = { port, bind: host, dir, appendonly: 'yes', 'maxmemory-policy': 'noeviction', 'aof-load-truncated': 'yes', save: '' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return launch(home, 'redis', { command: findRedis().path, args, cwd: dir, env: process.env, about: { port } });
}

/** Passes once Redis has loaded its data. */
export async function answersPing({ port }) {
  const answer = (await exchange(port, 'PING\r\n', 5)).toString().trim();
  if (answer !== '+PONG') throw new Error(answer.replace(/^-/, ''));
}
