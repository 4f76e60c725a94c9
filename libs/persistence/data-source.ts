import { DataSource, type EntitySchema } from 'typeorm';

export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly (EntitySchema | (new () => object))[];
  /** Connections at most; the pools of all services together stay under 80. */
  readonly poolSize?: number;
  readonly applicationName?: string;
}

export function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? [])],
    poolSize: options.poolSize ?? 8,
    applicationName: options.applicationName ?? 'goufu',
    installExtensions: false,
    extra: {
      connectionTimeoutMillis: 10_000,
      // A writer that hangs in a transaction would stall whoever waits for its locks.
      options: '-c idle_in_transaction_session_timeout=60000 -c timezone=UTC',
    },
  }).initialize();
}

/** TypeORM's own classes, for injection and types: this library is the only one that imports them. */
export { DataSource, type EntityManager, type EntitySchema, type QueryRunner } from 'typeorm';
