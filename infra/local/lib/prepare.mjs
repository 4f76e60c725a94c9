/** What must be in the servers before a service starts: databases and roles, tables, topics. Each is a step of its own and may be repeated. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { logFile } from './processes.mjs';
import { prepareDatabase } from './roles.mjs';
import { lastLinesOf, say, Trouble } from './say.mjs';

/** Makes each service's database and its two roles. */
export async function prepareDatabases(stack, adminUrl) {
  const { default: pg } = await import('pg');
  const connect = async (database) => {
    const address = new URL(adminUrl);
    address.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: address.href });
    await client.connect();
    return client;
  };
  for (const { name, ownerUrl, env } of stack.filter((one) => one.ownerUrl)) {
    await prepareDatabase(connect, name, { owner: new URL(ownerUrl).password, app: new URL(env.DATABASE_URL).password });
  }
}

/** Migrates every service that is built, each with its owner's rights. */
export async function migrate(home, stack) {
  const services = stack.filter(({ ownerUrl, entry }) => ownerUrl && existsSync(entry));
  await Promise.all(services.map((one) => run(home, `migrate-${one.name}`, [one.entry, 'migrate'], one.folder, { ...one.env, DATABASE_OWNER_URL: one.ownerUrl })));
  if (services.length > 0) say('migrate', `${services.map(({ name }) => name).join(', ')}: tables are up to date`);
}

/** Makes the topics with their partitions. */
export async function createTopics(home, stack) {
  const script = join(root, 'libs', 'messaging', 'dist', 'create-topics.js');
  if (!existsSync(script)) return;
  await run(home, 'create-topics', [script], root, stack.at(-1).env);
  say('topics', 'are there');
}

async function run(home, step, args, cwd, env) {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const log = logFile(home, step);
  writeFileSync(log, printed, { mode: 0o600 });
  if (status !== 0) throw new Trouble(`the step ${step} failed.`, `mend what ${log} names, and run the command again.`, lastLinesOf({ stdout: printed }));
}
