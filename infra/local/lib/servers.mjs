/** PostgreSQL, Kafka and Redis of one home, together. */
import { portsOf } from './home.mjs';
import { startKafka } from './kafka.mjs';
import { startPostgres } from './postgres.mjs';
import { checkPorts } from './preflight.mjs';
import { startRedis } from './redis.mjs';

/** How each server is ended, in the order in which they are. */
export const serverEndings = { kafka: { graceMs: 30_000 }, redis: {}, postgres: { signal: 'SIGINT' } };

/** Starts what is not running yet. Returns `{ postgres, kafka, redis }`, each with `pid`, `stop()` and `kill()`. */
export async function startServers(home, { postgresSettings = {} } = {}) {
  const ports = await portsOf(home, ['postgres', 'kafka', 'kafka-controller', 'redis']);
  await checkPorts(home, { postgres: ports.postgres, kafka: ports.kafka, 'kafka-controller': ports['kafka-controller'], redis: ports.redis }, (name) => name.replace('-controller', ''));
  const [postgres, kafka, redis] = await Promise.all([
    startPostgres({ home, port: ports.postgres, settings: postgresSettings }),
    startKafka({ home, port: ports.kafka, controllerPort: ports['kafka-controller'] }),
    startRedis({ home, port: ports.redis }),
  ]);
  return { postgres, kafka, redis };
}
