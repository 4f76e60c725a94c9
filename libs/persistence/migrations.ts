import type { DataSourceOptions, MigrationInterface, QueryRunner } from 'typeorm';
import { DataSource } from 'typeorm';

export type Migration = new () => MigrationInterface & { readonly sql: string };

/**
 * A migration that is plain SQL. `at` is `YYYYMMDDNNN` padded by the author to a growing number; names never change
 * once released. Expand first, contract in a later release.
 */
export function sqlMigration(at: number, title: string, sql: string): Migration {
  return class implements MigrationInterface {
    readonly sql = sql;
    readonly name = `${title}${String(at).padStart(13, '0')}`;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(this.sql);
    }
    async down(): Promise<void> {
      throw new Error(`${this.name} only goes forward: restore a backup instead`);
    }
  };
}

const MIGRATION_LOCK = 715_001;

/** Brings a database up to date as its owner; two at once take turns. Answers the names of what ran. */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const options: DataSourceOptions = { type: 'postgres', url: ownerUrl, migrations: [...migrations], poolSize: 2 };
  const dataSource = await new DataSource(options).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.connect();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Tables of this library: commands already answered. */
export const persistenceMigrations: readonly Migration[] = [
  sqlMigration(
    20260101001,
    'IdempotencyKey',
    `CREATE TABLE idempotency_key (
       key text PRIMARY KEY,
       input_hash text NOT NULL,
       used_at timestamptz NOT NULL,
       result jsonb
     )`,
  ),
];
