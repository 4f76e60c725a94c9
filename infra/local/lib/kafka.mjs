/** Apache Kafka, one KRaft node on the loopback address, from Maven Central. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilReady } from './health.mjs';
import { downloadJars, jarsDir } from './kafka-jars.mjs';
import { exchange, host } from './ports.mjs';
import { end, launch, running } from './processes.mjs';
import { findJava, findMaven } from './requirements.mjs';
import { lastLinesOf, say, Trouble } from './say.mjs';

const files = fileURLToPath(new URL('../kafka/', import.meta.url));

/** Starts Kafka, or finds it running. `settings` are the broker's own, over those of kafka/server.properties. */
export async function startKafka({ home, port, controllerPort, heapMb = 384, settings = {} }) {
  const found = running(home, 'kafka');
  const record = found ?? (await begin(home, configure(home, port, controllerPort, settings), port, heapMb));
  await untilReady(home, record, () => knowsItself(record), 90_000);
  if (found === null) say('kafka', `ready on port ${port}`);
  const finish = (options) => end(home, record, options);
  return { name: 'kafka', pid: record.pid, brokers: `${host}:${port}`, stop: () => finish({ graceMs: 30_000 }), kill: () => finish({ signal: 'SIGKILL' }) };
}

function begin(home, properties, port, heapMb) {
  const java = findJava();
  downloadJars(java, findMaven());
  format(home, java, properties);
  const memory = ['-Xms128m', `-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError'];
  const args = [...memory, ...classPath, 'kafka.Kafka', properties];
  return launch(home, 'kafka', { command: java.path, args, cwd: dirname(properties), env: process.env, about: { port } });
}

/** Passes once the broker lists itself among the live brokers, which is when topics can be made and written. */
export async function knowsItself({ port }) {
  const request = Buffer.from('0003000100000001000000000000', 'hex'); // Metadata v1: api, version, correlation, no client id, no topics
  const size = Buffer.alloc(4);
  size.writeInt32BE(request.length);
  const answer = await exchange(port, Buffer.concat([size, request]), 12);
  if (answer.readInt32BE(8) < 1) throw new Error('the broker has not registered with its controller yet');
}

const classPath = [`-Dlog4j2.configurationFile=${join(files, 'log4j2.xml')}`, '-cp', join(jarsDir, '*')];

function configure(home, port, controllerPort, settings) {
  const dir = join(home.dir, 'kafka');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const listeners = `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controllerPort}`;
  const all = {
    'controller.quorum.bootstrap.servers': `${host}:${controllerPort}`,
    listeners,
    'advertised.listeners': listeners,
    'log.dirs': join(dir, 'data'),
    ...settings,
  };
  const properties = join(dir, 'server.properties');
  writeFileSync(properties, readFileSync(join(files, 'server.properties'), 'utf8') + Object.entries(all).map(([name, value]) => `${name}=${value}\n`).join(''));
  return properties;
}

/** Gives a fresh data folder its cluster id. */
function format(home, java, properties) {
  if (existsSync(join(home.dir, 'kafka', 'data', 'meta.properties'))) return;
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const done = spawnSync(java.path, [...classPath, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', properties, '--standalone'], { encoding: 'utf8' });
  if (done.status !== 0) throw new Trouble('Kafka could not make its data folder.', `remove ${join(home.dir, 'kafka')} and run the command again.`, lastLinesOf(done));
}
