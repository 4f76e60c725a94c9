import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaBus, TOPICS } from '@goufu/messaging';
import type { Migration } from '@goufu/persistence';
import { eventually } from './eventually.js';
import { servers } from './servers.js';
import { testDatabase, type TestDatabase } from './test-database.js';
import { testIssuer, type TestIssuer } from './test-issuer.js';

/** Few, so that joining a group is quick, but more than one, so that keys are spread. */
const PARTITIONS = 2;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Put before topics, groups and queues, so that specs share the servers without seeing each other. */
export const testTopicPrefix = (): string => `spec-${randomBytes(5).toString('hex')}.`;

/** Everything that one service needs to run, and nothing that another spec touches. */
export interface TestEnvironment {
  /** The environment variables of the service. */
  readonly variables: Readonly<Record<string, string>>;
  readonly database: TestDatabase;
  /** The service's topics, for facts of others. */
  readonly bus: KafkaBus;
  readonly issuer: TestIssuer;
  close(): Promise<void>;
}

/** `migrations` are all of the service's, those of the libraries included. */
export async function testEnvironment(service: string, migrations: readonly Migration[]): Promise<TestEnvironment> {
  const { kafkaBrokers, redisUrl } = await servers();
  const prefix = testTopicPrefix();
  const bus = new KafkaBus({ brokers: kafkaBrokers.split(','), clientId: 'spec', topicPrefix: prefix, log: silent });
  const [database, issuer, files] = await Promise.all([
    testDatabase(service, migrations),
    testIssuer(),
    mkdtemp(join(tmpdir(), 'goufu-spec-')),
    makeTopics(bus),
  ]);
  const variables = {
    GOUFU_ENVIRONMENT: 'local',
    SERVICE_PORT: '0',
    SERVICE_HOST: '127.0.0.1',
    DATABASE_URL: database.appUrl,
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: prefix,
    REDIS_URL: redisUrl,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'goufu-api',
    CLOCK: 'movable',
    FILE_STORE_DIR: files,
    LOG_LEVEL: 'warn',
    ACCOUNT_KEY: randomBytes(32).toString('base64'),
    BID_KEY: randomBytes(32).toString('base64'),
    // Nobody listens on the discard port: a spec that needs a treasury sets its own.
    TREASURY_URL: 'http://127.0.0.1:9',
  };
  return {
    variables,
    database,
    bus,
    issuer,
    close: async () => {
      await Promise.all([removeTopics(bus), issuer.close(), database.drop(), rm(files, { recursive: true, force: true })]);
    },
  };
}

/** A busy broker answers that a new topic has no leader yet. */
const makeTopics = (bus: KafkaBus): Promise<void> =>
  eventually(() => bus.ensureTopics(TOPICS.map(({ topic }) => ({ topic, partitions: PARTITIONS }))), { within: 30_000 });

/** A broker that keeps the topics of every run gets slow. */
async function removeTopics(bus: KafkaBus): Promise<void> {
  try {
    await bus.deleteTopics(TOPICS.map(({ topic }) => topic));
  } finally {
    await bus.close();
  }
}
