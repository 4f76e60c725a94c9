/**
 * Only PostgreSQL, Kafka and Redis, for tests: node infra/local/servers.mjs up|down [--data <folder>]
 * `up` prints {"postgresAdminUrl","kafkaBrokers","redisUrl"} and keeps it in <folder>/servers.json; calling it again changes nothing.
 */
import { join } from 'node:path';
import { openHome, writeJson } from './lib/home.mjs';
import { alone } from './lib/lock.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { localDir } from './lib/paths.mjs';
import { preflight } from './lib/preflight.mjs';
import { end, running } from './lib/processes.mjs';
import { orSayWhy, say, sayOnStderr, Trouble } from './lib/say.mjs';
import { serverEndings, startServers } from './lib/servers.mjs';

const [order, ...options] = process.argv.slice(2);
const data = options[0] === '--data' && options[1] ? options[1] : join(localDir, 'test');

sayOnStderr();
await orSayWhy(async () => {
  const home = openHome(data);
  if (order === 'up') return alone(home, () => up(home));
  if (order === 'down') return alone(home, () => down(home));
  throw new Trouble(`"${order ?? ''}" is not an order of this command.`, 'node infra/local/servers.mjs up|down [--data <folder>]');
});

async function up(home) {
  if (!Object.keys(serverEndings).every((name) => running(home, name))) {
    preflight();
    ensurePackages();
  }
  const { postgres, kafka, redis } = await startServers(home, { postgresSettings: { max_connections: 300 } });
  const addresses = { postgresAdminUrl: postgres.url, kafkaBrokers: kafka.brokers, redisUrl: redis.url };
  writeJson(join(home.dir, 'servers.json'), addresses);
  process.stdout.write(`${JSON.stringify(addresses)}\n`);
}

async function down(home) {
  for (const [name, options] of Object.entries(serverEndings)) {
    const record = running(home, name);
    if (record !== null) say(name, await end(home, record, options));
  }
}
