import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { getContainerRuntimeClient } from 'testcontainers';
import { startContainers } from './containers.js';
import { inWorkspace } from './workspace.js';

/** Addresses of real servers that specs share; each spec has its own database, topics and queues in them. */
export interface Servers {
  /** As superuser, to make databases and roles. */
  readonly postgresAdminUrl: string;
  readonly kafkaBrokers: string;
  readonly redisUrl: string;
}

const run = promisify(execFile);
let started: Promise<Servers> | undefined;

/**
 * PostgreSQL, Kafka and Redis: from testcontainers where a Docker engine answers, otherwise from `infra/local`.
 * `GOUFU_TEST_SERVERS=local|containers` decides instead. They outlive the run, so that the next one finds them warm.
 */
export function servers(): Promise<Servers> {
  started ??= (async () => ((await source()) === 'containers' ? startContainers() : startLocal()))();
  return started;
}

async function source(): Promise<'local' | 'containers'> {
  const wanted = process.env['GOUFU_TEST_SERVERS'];
  if (wanted === 'local' || wanted === 'containers') return wanted;
  if (wanted) throw new Error(`GOUFU_TEST_SERVERS is "${wanted}"; it must be "local" or "containers"`);
  return getContainerRuntimeClient().then(
    () => 'containers',
    () => 'local',
  );
}

async function startLocal(): Promise<Servers> {
  const { stdout } = await run(process.execPath, [inWorkspace('infra/local/servers.mjs'), 'up']);
  return JSON.parse(stdout) as Servers;
}
