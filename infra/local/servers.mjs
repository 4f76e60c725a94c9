/**
 * Only PostgreSQL, Kafka and Redis, for tests: node infra/local/servers.mjs up|down [--data <folder>]
 * `up` prints {"postgresAdminUrl","kafkaBrokers","redisUrl"} and keeps it in <folder>/servers.json; calling it again changes nothing.
 */
import { join } from 'node:path';
import { openHome, portsOf, writeJson } from './lib/home.mjs';
import { alone } from './lib/lock.mjs';
import { localDir } from './lib/paths.mjs';
import { checkPorts, preflight } from './lib/preflight.mjs';
import { running } from './lib/processes.mjs';
import { orSayWhy, sayOnStderr, Trouble } from './lib/say.mjs';
import { serverNames, serverPorts, startServers } from './lib/servers.mjs';
import { stopAll } from './lib/stop-all.mjs';

const [order, ...options] = process.argv.slice(2);
const data = options[0] === '--data' && options[1] ? options[1] : join(localDir, 'test');

sayOnStderr();
await orSayWhy(async () => {
  const home = openHome(data);
  if (order === 'up') return alone(home, () => up(home));
  if (order === 'down') return alone(home, () => stopAll(home, serverNames));
  throw new Trouble(`"${order ?? ''}" is not an order of this command.`, 'node infra/local/servers.mjs up|down [--data <folder>]');
});

async function up(home) {
  if (!serverNames.every((name) => running(home, name))) {
    preflight();
    await checkPorts(home, await portsOf(home, serverPorts));
  }
  const { postgres, kafka, redis } = await startServers(home, { postgresSettings: { max_connections: 300 } });
  const addresses = { postgresAdminUrl: postgres.url, kafkaBrokers: kafka.brokers, redisUrl: redis.url };
  writeJson(join(home.dir, 'servers.json'), addresses);
  process.stdout.write(`${JSON.stringify(addresses)}\n`);
}
