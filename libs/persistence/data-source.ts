import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';

export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly (EntitySchema | (new () => object))[];
  /** Connections at most; the pools of all services together stay under 80. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** Milliseconds within which either side of a connection goes on, or the other gives it up: fifteen seconds unless told. */
  readonly answerWithinMs?: number;
}

/** A connection whose answers are lost on the way looks alive for ever; who works on it would hang with its partition, its request or its relay. */
const ANSWER_WITHIN_MS = 15_000;

/**
 * Asked of the server for every session. A process that hangs in a transaction would stall whoever waits for its locks: who took over its
 * partitions, above all. A peer that vanished without a word is found within seconds and its session ended: the relay's lock goes on to the next process.
 */
const sessionSettings = (answerWithinMs: number): string[] => [
  `idle_in_transaction_session_timeout=${answerWithinMs}`,
  'timezone=UTC',
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=11000',
];

/**
 * A connection that ends in the very moment in which the pool hands it over says so to nobody, which would end the process. Who works on it
 * hears of it from its statements.
 */
class ListenedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

export function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? [])],
    poolSize: options.poolSize ?? 8,
    applicationName: options.applicationName ?? 'goufu',
    installExtensions: false,
    extra: {
      Client: ListenedClient,
      // Statements are sent without waiting for the answer of the one before.
      pipeline: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: answerWithinMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      options: sessionSettings(answerWithinMs).map((setting) => `-c ${setting}`).join(' '),
    },
  }).initialize();
}

/** TypeORM's own classes, for injection and types: this library is the only one that imports them. */
export { DataSource, type EntitySchema } from 'typeorm';
export type { PoolClient } from 'pg';
