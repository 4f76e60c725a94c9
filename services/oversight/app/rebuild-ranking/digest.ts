import { createHash } from 'node:crypto';
import { openDatabase } from '@goufu/persistence';
import { configurationFrom, serviceEnvironment } from '@goufu/service';
import type { Queries } from '../persistence/dossier.repository.js';

/** What a rebuild makes anew: the evidence, and the sums that follow from it. */
export const RANKING_TABLES = ['ranked_contract', 'ranked_result', 'ranked_fault', 'ranking_standing'] as const;

/** Hashing whole tables takes its time. */
const WHOLE_TABLES_MS = 3_600_000;

/** SHA-256 over every byte of the ranking, whatever the order of its rows: equal digests are equal tables. */
export async function digestOfRanking(queries: Queries): Promise<string> {
  const hash = createHash('sha256');
  for (const table of RANKING_TABLES) {
    const rows = await queries.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`);
    hash.update(`${table}\n`);
    for (const { row } of rows) hash.update(`${row}\n`);
  }
  return hash.digest('hex');
}

/** `main.js ranking digest`: to compare the ranking of two databases, or of one before and after a rebuild. */
export async function printDigest(environment: NodeJS.ProcessEnv): Promise<string> {
  const { DATABASE_URL } = configurationFrom(serviceEnvironment, environment);
  const database = await openDatabase({ url: DATABASE_URL, poolSize: 1, applicationName: 'goufu-oversight-digest', answerWithinMs: WHOLE_TABLES_MS });
  try {
    return `ranking digest ${await digestOfRanking({ query: (sql, parameters = []) => database.query(sql, [...parameters]) })}`;
  } finally {
    await database.destroy();
  }
}
