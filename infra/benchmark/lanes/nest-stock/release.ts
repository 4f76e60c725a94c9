import type { trancheReleased, trancheWithheld, DataOf, ResultPublished } from '@goufu/contracts';
import { causedId } from '@goufu/messaging';
import type { Pool, PoolClient } from 'pg';
import { accountOf, EVALUATION } from '../../seed/purchases.js';
import type { Post, Release } from './posting.js';

/** What is told of a result once it is committed. */
export interface Told {
  readonly type: 'funding.tranche-released.v1' | 'funding.tranche-withheld.v1';
  readonly data: DataOf<typeof trancheReleased> | DataOf<typeof trancheWithheld>;
}

interface Row {
  readonly id: string;
  readonly purchase_id: string;
  readonly agency_org_id: string;
  readonly amount_fen: string;
  readonly commitment_id: string;
  readonly line_id: string;
}

const SEEN = `INSERT INTO inbox (consumer_group, fact_id) VALUES ('funding', $1) ON CONFLICT DO NOTHING`;
const LOAD = `
  SELECT t.id, t.purchase_id, t.agency_org_id, t.amount_fen, a.commitment_id, a.line_id FROM tranche t JOIN tranche_allocation a ON a.tranche_id = t.id
  WHERE t.contract_id = $1 AND t.stage = 'committed' FOR UPDATE OF t`;
const RELEASED = `
  UPDATE tranche SET stage = 'payable', released_fen = amount_fen, factor_bp = 10000, revision = revision + 1, evidence = evidence || $2::jsonb WHERE id = $1`;
const WITHHELD = `UPDATE tranche SET withheld_for = '[{"condition": "budget", "rule": "R10"}]', revision = revision + 1, evidence = evidence || $2::jsonb WHERE id = $1`;

/** The work for one result as a Nest handler does it: one transaction, then one message. A result that was seen before does nothing. */
export async function release(pool: Pool, post: Post, resultFactId: string, result: ResultPublished): Promise<Told | undefined> {
  const evidence = JSON.stringify([{ factId: resultFactId, evidence: { kind: 'evaluation', evaluationCode: EVALUATION, resultId: result.resultId, attempt: result.attempt, revision: result.revision, grade: result.grade } }]);
  const within = await inTransaction(pool, async (client) => {
    const row = await admitted(client, resultFactId, result);
    if (!row) return undefined;
    await post(client, releaseOf(resultFactId, row));
    await client.query({ name: 'released', text: RELEASED, values: [row.id, evidence] });
    return told('funding.tranche-released.v1', resultFactId, result, row);
  });
  if (within !== 'insufficient') return within;
  const over = await inTransaction(pool, async (client) => {
    const row = await admitted(client, resultFactId, result);
    if (!row) return undefined;
    await client.query({ name: 'withheld', text: WITHHELD, values: [row.id, evidence] });
    return told('funding.tranche-withheld.v1', resultFactId, result, row);
  });
  return over === 'insufficient' ? undefined : over;
}

async function admitted(client: PoolClient, resultFactId: string, { contractId }: ResultPublished): Promise<Row | undefined> {
  const fresh = await client.query({ name: 'seen', text: SEEN, values: [resultFactId] });
  if (fresh.rowCount === 0) return undefined;
  return (await client.query<Row>({ name: 'load', text: LOAD, values: [contractId] })).rows[0];
}

/** Answers 'insufficient' when a balance would fall below zero: PostgreSQL's CHECK, or pgledger's exception. */
async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result | 'insufficient'> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof Error && 'code' in error && (error.code === '23514' || /does not allow negative balance/.test(error.message))) return 'insufficient';
    throw error;
  } finally {
    client.release();
  }
}

function releaseOf(resultFactId: string, row: Row): Release {
  const line = Number.parseInt(row.line_id.slice(24), 16);
  return {
    resultFactId,
    trancheId: row.id,
    purchaseId: row.purchase_id,
    lineId: row.line_id,
    amountFen: row.amount_fen,
    committed: accountOf('budget', 'committed', row.commitment_id, line),
    payable: accountOf('budget', 'payable', row.id, line),
    treasury: accountOf('cash', 'treasury', null, line),
    owed: accountOf('cash', 'owed', null, line),
  };
}

function told(type: Told['type'], resultFactId: string, { contractId, agencyOrgId }: ResultPublished, row: Row): Told {
  const about = { trancheId: row.id, trancheNo: 1, contractId, agencyOrgId, revision: 1, rules: ['R109'] };
  if (type === 'funding.tranche-withheld.v1') {
    return { type, data: { ...about, fen: row.amount_fen, takenBack: false, waitingFor: [] } };
  }
  const parts = [{ commitmentId: row.commitment_id, lineId: row.line_id, year: 2026, fen: row.amount_fen }];
  return { type, data: { ...about, fen: row.amount_fen, deductedFen: '0', factorBp: 10_000, parts, evidenceIds: [resultFactId], waitingFor: [] } };
}

/** The id of what is told: the same on every retry. */
export const toldId = (resultFactId: string, { type }: Told): string => causedId(resultFactId, type);
