import { KafkaContainer } from '@testcontainers/kafka';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Wait } from 'testcontainers';
import type { Servers } from './servers.js';

/** The same servers as containers of the official images; reused by every spec and by later runs. */
export async function startContainers(): Promise<Servers> {
  const [postgres, kafka, redis] = await Promise.all([
    new PostgreSqlContainer('postgres:18').withCommand(['postgres', '-c', 'max_connections=300', '-c', 'timezone=UTC']).withReuse().start(),
    new KafkaContainer('confluentinc/cp-kafka:8.3.0')
      .withKraft()
      .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false', KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0' })
      // Without it the container counts as started before its broker is.
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .withReuse()
      .start(),
    new GenericContainer('redis:8').withExposedPorts(6379).withCommand(['redis-server', '--maxmemory-policy', 'noeviction']).withReuse().start(),
  ]);
  return {
    postgresAdminUrl: postgres.getConnectionUri(),
    kafkaBrokers: `${kafka.getHost()}:${kafka.getMappedPort(9093)}`,
    redisUrl: `redis://${redis.getHost()}:${redis.getMappedPort(6379)}`,
  };
}
