/**
 * npm run bench:release: measures the path from a published result to its released tranche on a stack of its own (`.local/benchmark`), from nothing.
 * What comes after `--` goes to the benchmark (infra/benchmark/README.md); `--keep` leaves the data of this run to the next one. Ended afterwards, also on Ctrl-C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { openHome, portsOf, readJson } from './lib/home.mjs';
import { kafkaVersion } from './lib/kafka-jars.mjs';
import { alone } from './lib/lock.mjs';
import { ensurePackages, isSecondRun, underPinnedNode } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { checkPorts, preflight } from './lib/preflight.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { migrate, prepareDatabases } from './lib/prepare.mjs';
import { findJava } from './lib/requirements.mjs';
import { lastLinesOf, orSayWhy, say, Trouble } from './lib/say.mjs';
import { startServers } from './lib/servers.mjs';
import { startServices } from './lib/services.mjs';
import { describeStack, names, portNames } from './lib/stack.mjs';
import { stopAll } from './lib/stop-all.mjs';

const dir = join(root, '.local', 'benchmark');
const entry = join(root, 'infra', 'benchmark', 'dist', 'main.js');
const options = process.argv.slice(2);
const keep = options.includes('--keep');
/** What runs beside the service under measurement: it asks for both when it starts. */
const besides = ['identity-issuer', 'treasury-simulator'];

/** Statements are counted in the databases that ask for it, in no other. */
const counting = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'none' };

/** Somebody wants it to end: what runs is ended in order, and nothing more is started. */
let interrupted = false;
let tellMeasuring = () => undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    tellMeasuring();
  });
}

await orSayWhy(async () => {
  if (!isSecondRun()) {
    preflight();
    ensurePackages();
  }
  underPinnedNode();
  const home = openHome(dir);
  await alone(home, () => bench(home));
});

function goOn() {
  if (interrupted) throw new Trouble('it was interrupted.', 'npm run bench:release');
}

async function bench(home) {
  build(home);
  const slow = openHome(join(dir, 'slow'));
  const stop = async () => {
    await stopAll(home, names);
    await stopAll(slow, ['postgres']);
  };
  await stop();
  // What was still starting when another could not be started is there only now.
  process.once('beforeExit', () => void stop());
  if (!keep) for (const old of ['postgres', 'kafka', 'redis', 'treasury-simulator', 'identity-issuer', 'slow/postgres']) rmSync(join(dir, old), { recursive: true, force: true });
  try {
    const status = await measure(home, await prepare(home, slow));
    if (status !== 0) throw new Trouble('the benchmark did not reach its end.', `read what it says above, and the logs in ${home.logs}.`);
  } finally {
    await stop();
  }
}

async function prepare(home, slow) {
  goOn();
  await checkPorts(home, await portsOf(home, portNames));
  const servers = await startServers(home, { postgresSettings: counting });
  goOn();
  const stack = await describeStack(home, servers);
  const funding = stack.filter(({ name }) => name === 'funding');
  await prepareDatabases(funding, servers.postgres.url);
  await migrate(home, funding);
  await startServices(home, stack.filter(({ name }) => besides.includes(name)));
  goOn();
  const [{ entry, folder, url, env }] = funding;
  mkdirSync(env.FILE_STORE_DIR, { recursive: true });
  return {
    folder: home.dir,
    adminUrl: servers.postgres.url,
    brokers: servers.kafka.brokers,
    pids: { postgres: servers.postgres.pid, kafka: servers.kafka.pid },
    mould: 'goufu_funding',
    funding: { entry, folder, url, env },
    slow: await prepareSlow(slow, stack),
    versions: { PostgreSQL: readJson(join(home.dir, 'postgres', 'stamp.json')).version, Kafka: kafkaVersion, Java: findJava().version },
    commit: commit(),
    document: join(root, 'docs', 'performance.md'),
  };
}

function commit() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  return `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${git('status', '--porcelain') ? ' with changes' : ''}`;
}

/** A second PostgreSQL whose flushes to the disk take a millisecond longer; left out where there is no C compiler. */
async function prepareSlow(slow, stack) {
  const library = join(slow.dir, 'slow-fsync.so');
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(root, 'infra', 'benchmark', 'limits', 'slow-fsync.c'), '-ldl'], { encoding: 'utf8' });
  if (made.status !== 0) {
    say('slow disk', `left out: cc did not compile the library that slows flushes down (${made.error?.code ?? lastLinesOf(made, 1)})`);
    return undefined;
  }
  const { postgres: port } = await portsOf(slow, ['postgres']);
  const { url } = await startPostgres({ home: slow, port, preload: library });
  const there = (address) => Object.assign(new URL(address), { port: String(port) }).href;
  const moved = stack.filter(({ name }) => name === 'funding').map((one) => ({ ...one, ownerUrl: there(one.ownerUrl), env: { ...one.env, DATABASE_URL: there(one.env.DATABASE_URL) } }));
  await prepareDatabases(moved, url);
  await migrate(slow, moved);
  return { adminUrl: url, databaseUrl: moved[0].env.DATABASE_URL };
}

/** Runs the benchmark in a group of its own, so that whatever it leaves behind ends with it. */
async function measure(home, stack) {
  goOn();
  const env = { ...process.env, BENCHMARK_STACK: JSON.stringify(stack) };
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...options.filter((option) => option !== '--keep')], { env, stdio: 'inherit', detached: true });
  tellMeasuring = () => child.kill('SIGTERM');
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code ?? 1)));
  if (child.pid !== undefined) killGroup(child.pid);
  return status;
}

function killGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // nobody is left of it
  }
}
