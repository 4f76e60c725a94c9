/** PostgreSQL, Kafka and Redis of one home, together. */
import { portsOf } from './home.mjs';
import { startKafka } from './kafka.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

export const serverNames = ['postgres', 'kafka', 'redis'];
export const serverPorts = [...serverNames, 'kafka-controller'];

/** Starts what is not running yet. Returns `{ postgres, kafka, redis }`, each with `pid`, `stop()` and `kill()`. */
export async function startServers(home, { postgresSettings = {} } = {}) {
  const ports = await portsOf(home, serverPorts);
  const [postgres, kafka, redis] = await Promise.all([
    startPostgres({ home, port: ports.postgres, settings: postgresSettings }),
    startKafka({ home, port: ports.kafka, controllerPort: ports['kafka-controller'] }),
    startRedis({ home, port: ports.redis }),
  ]);
  return { postgres, kafka, redis };
}
