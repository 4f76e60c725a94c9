import type { Client } from 'pg';
import { inDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';

/** A statement of the service: how often it was sent, and how long PostgreSQL took in all. */
export interface Statement {
  readonly text: string;
  readonly calls: number;
  readonly ms: number;
}

export interface Statements {
  /** One transaction per chunk, one taking note of it each. */
  readonly chunks: number;
  readonly results: number;
  readonly statements: readonly Statement[];
}

/** From now on statements sent to this database are counted; each is a round trip, or part of one. */
export const countStatements = (stack: Stack, database: string): Promise<void> =>
  inDatabase(stack, 'postgres', async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await client.query(`ALTER DATABASE ${database} SET pg_stat_statements.track = 'top'`);
    await client.query('SELECT pg_stat_statements_reset()');
  });

export const countedStatements = (stack: Stack, database: string, results: number): Promise<Statements> =>
  inDatabase(stack, 'postgres', async (client) => {
    const statements = await read(client, database);
    const chunks = statements.filter(({ text }) => /INSERT INTO inbox/i.test(text)).reduce((sum, { calls }) => sum + calls, 0);
    return { chunks, results, statements };
  });

async function read(client: Client, database: string): Promise<Statement[]> {
  const { rows } = await client.query<{ text: string; calls: string; ms: number }>(
    `SELECT s.query AS text, s.calls, s.total_exec_time AS ms FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
     WHERE d.datname = $1 AND r.rolname LIKE '%\\_app' ORDER BY s.calls DESC, s.total_exec_time DESC`,
    [database],
  );
  return rows.map(({ text, calls, ms }) => ({ text: text.replaceAll(/\s+/g, ' ').trim(), calls: Number(calls), ms }));
}

/** What is sent outside of chunks: by the relay that empties the outbox. */
const isRelay = ({ text }: Statement): boolean => /outbox/i.test(text) && !/INSERT INTO outbox/i.test(text);

/** Statements per chunk, without the relay's; rare ones (of start and polling) are left out. */
export function statementsPerChunk({ chunks, statements }: Statements): number {
  const ofChunks = statements.filter((statement) => !isRelay(statement) && statement.calls >= chunks / 2);
  return ofChunks.reduce((sum, { calls }) => sum + calls, 0) / chunks;
}
