import { Client } from 'pg';
import type { Stack } from './stack.js';

/** The address of another database of the same server, for the same or another role. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

export async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs `work` as superuser in one database. */
export const inDatabase = <Result>(stack: Stack, database: string, work: (client: Client) => Promise<Result>): Promise<Result> =>
  connected(addressOf(stack.adminUrl, database), work);

const databaseExists = (stack: Stack, database: string): Promise<boolean> =>
  inDatabase(stack, 'postgres', async (client) => (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])).rows.length > 0);

/** Makes a copy of a database that nobody is connected to, replacing an earlier one of the same name. */
export async function copyDatabase(stack: Stack, from: string, to: string): Promise<void> {
  await inDatabase(stack, 'postgres', async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`);
    await client.query('CHECKPOINT');
  });
}

export const dropDatabase = (stack: Stack, database: string): Promise<void> =>
  inDatabase(stack, 'postgres', async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  });

/** Makes the seeded database `name` out of another unless it is there; it appears whole or not at all. */
export async function seededDatabase(stack: Stack, name: string, from: string, fill: (client: Client) => Promise<void>): Promise<void> {
  if (await databaseExists(stack, name)) return;
  const unfinished = `${name}_unfinished`;
  await copyDatabase(stack, from, unfinished);
  await inDatabase(stack, unfinished, fill);
  await inDatabase(stack, 'postgres', async (client) => {
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
}
