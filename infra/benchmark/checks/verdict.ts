import type { Client } from 'pg';
import type { ReadBack } from '../load/flight.js';
import { idOf, type Purchases } from '../seed/purchases.js';
import { BOOKS } from './books.sql.js';
import type { Invariant } from './invariant.js';

/** Why a run counts nothing: which invariant is broken, with some counterexamples. Empty when all hold. */
export type Broken = readonly string[];

interface Evidence {
  readonly purchases: Purchases;
  /** How many distinct results were sent: those numbered 0 … sent-1. */
  readonly sent: number;
  readonly readBack: readonly ReadBack[];
}

const BATCH = 20_000;
const SHOWN = 3;

/** Looks for whatever contradicts the invariants, in the database of a run that is over. */
export async function brokenIn(client: Client, { purchases, sent, readBack }: Evidence, invariants: readonly Invariant[]): Promise<Broken> {
  await client.query(`SET work_mem = '128MB'`);
  await client.query(`
    CREATE TEMP TABLE produced (result_id uuid PRIMARY KEY, tranche_id uuid, over boolean);
    CREATE TEMP TABLE read_back (fact_id uuid, type text, result_id uuid, body text);`);
  for (let from = 0; from < sent; from += BATCH) {
    const results = Array.from({ length: Math.min(BATCH, sent - from) }, (_, i) => from + i);
    await client.query('INSERT INTO produced SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::boolean[])', [
      results.map((result) => idOf('result-fact', result)),
      results.map((result) => purchases.ofResult(result).trancheId),
      results.map((result) => purchases.isOver(result)),
    ]);
  }
  for (let from = 0; from < readBack.length; from += BATCH) {
    const batch = readBack.slice(from, from + BATCH);
    await client.query('INSERT INTO read_back SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[])', [
      batch.map(({ factId }) => factId),
      batch.map(({ type }) => type),
      batch.map(({ causedBy }) => causedBy || null),
      batch.map(({ body }) => body),
    ]);
  }
  await client.query(`
    CREATE TEMP TABLE outcome AS SELECT DISTINCT fact_id, type, result_id, (body::json ->> 'trancheId')::uuid AS tranche_id FROM read_back
    WHERE type IN ('funding.tranche-released.v1', 'funding.tranche-withheld.v1', 'funding.tranche-forfeited.v1');
    ANALYZE produced, read_back, outcome;`);
  return counterexamplesTo(client, invariants);
}

/** The same for a run that only posted to the ledger. */
export const brokenBooks = (client: Client): Promise<Broken> => counterexamplesTo(client, BOOKS);

async function counterexamplesTo(client: Client, invariants: readonly Invariant[]): Promise<Broken> {
  const broken: string[] = [];
  for (const { name, counterexamples } of invariants) {
    // Found whole before it is cut: a plan for the first few would compare every row with every other when there are none.
    const { rows } = await client.query<object>(`WITH found AS MATERIALIZED (${counterexamples}) SELECT * FROM found LIMIT ${SHOWN}`);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows)}`);
  }
  return broken;
}
