import type { Client } from 'pg';
import { accountOf, idOf, Purchases, YEAR, type PurchasePlan } from './purchases.js';
import { BOOKS, HISTORY, PURCHASES, TRANSFERS } from './seed.sql.js';

export interface SeedPlan extends PurchasePlan {
  /** Results that were released and paid before the run. */
  readonly history: number;
}

const BATCH = 20_000;
/** Accounts of a line, as `book/stage`. */
const LINE_ACCOUNTS = ['budget/authority', 'budget/available', 'budget/disbursed', 'cash/authority', 'cash/treasury', 'cash/owed', 'cash/outgoing', 'cash/paid'];

/** Fills a migrated funding database: lines, a history of paid results, and purchases that wait for theirs. Its books are consistent. */
export async function seed(client: Client, plan: SeedPlan): Promise<void> {
  await client.query(`SET work_mem = '256MB'`);
  await client.query(`SET maintenance_work_mem = '256MB'`);
  await client.query('BEGIN');
  await client.query(`
    CREATE TEMP TABLE seed_line (line int, line_id uuid, book text, stage text, account uuid);
    CREATE TEMP TABLE seed_purchase (n int, purchase_id uuid, contract_id uuid, tranche_id uuid, commitment_id uuid, agency_org_id uuid,
      line int, amount_fen bigint, committed_fen bigint, reserved uuid, committed uuid);`);
  await insertLines(client, plan.lines);
  await insertPurchases(client, new Purchases(plan));
  await client.query('ANALYZE seed_line, seed_purchase');
  await client.query(`SELECT set_config('bench.history', $1, true), set_config('bench.lines', $2, true)`, [String(plan.history), String(plan.lines)]);
  for (const step of [PURCHASES, HISTORY, TRANSFERS, BOOKS]) await client.query(step);
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}

async function insertLines(client: Client, lines: number): Promise<void> {
  const rows = Array.from({ length: lines }, (_, line) => line).flatMap((line) =>
    LINE_ACCOUNTS.map((path) => {
      const [book = '', stage = ''] = path.split('/');
      return { line, lineId: idOf('line', line), book, stage, account: accountOf(book === 'cash' ? 'cash' : 'budget', stage, null, line) };
    }),
  );
  await client.query('INSERT INTO seed_line SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])', [
    rows.map(({ line }) => line),
    rows.map(({ lineId }) => lineId),
    rows.map(({ book }) => book),
    rows.map(({ stage }) => stage),
    rows.map(({ account }) => account),
  ]);
  await client.query(
    `INSERT INTO budget_line (id, jurisdiction, fiscal_year, origin_year, title, source, allowed_use, appropriated_fen, opened_by, opened_at)
     SELECT DISTINCT line_id, '510104', ${YEAR}, ${YEAR}, '社区社会工作服务', 'district-budget', '政府购买社会工作服务', 10::bigint ^ 16, 'benchmark', '2026-01-01'::timestamptz FROM seed_line`,
  );
}

async function insertPurchases(client: Client, purchases: Purchases): Promise<void> {
  const { plan } = purchases;
  for (let from = 0; from < plan.purchases; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, plan.purchases - from) }, (_, i) => ({ n: from + i, ...purchases.at(from + i) }));
    await client.query(
      `INSERT INTO seed_purchase SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int[],
         $8::bigint[], $9::bigint[], $10::uuid[], $11::uuid[])`,
      [
        batch.map(({ n }) => n),
        batch.map(({ purchaseId }) => purchaseId),
        batch.map(({ contractId }) => contractId),
        batch.map(({ trancheId }) => trancheId),
        batch.map(({ commitmentId }) => commitmentId),
        batch.map(({ agencyOrgId }) => agencyOrgId),
        batch.map(({ line }) => line),
        batch.map(({ amountFen }) => amountFen.toString()),
        batch.map(({ committedFen }) => committedFen.toString()),
        batch.map(({ purchaseId, line }) => accountOf('budget', 'reserved', purchaseId, line)),
        batch.map(({ commitmentId, line }) => accountOf('budget', 'committed', commitmentId, line)),
      ],
    );
  }
}
