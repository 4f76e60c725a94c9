import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { accountOf, Purchases, type PurchasePlan } from './purchases.js';

const BATCH = 20_000;

/** Everything that the ledger holds, as pgledger would: the same accounts, transfers in the same order, their entries. */
const TAKE_OVER = `
  INSERT INTO pgledger_accounts (id, name, currency, balance, version, allow_negative_balance, allow_positive_balance, created_at, updated_at)
  SELECT id::text, stage, 'CNY', balance_fen, version, stage = 'authority', true, now(), now()
  FROM (SELECT id, stage, balance_fen, version FROM line_account UNION ALL SELECT id, stage, balance_fen, version FROM holding_account) a;
  INSERT INTO pgledger_transfers (id, from_account_id, to_account_id, amount, created_at, event_at)
  SELECT 'pglt_' || lpad(position::text, 26, '0'), from_account::text, to_account::text, amount_fen, posted_at, posted_at FROM ledger_transfer ORDER BY position;
  INSERT INTO pgledger_entries (account_id, transfer_id, amount, account_previous_balance, account_current_balance, account_version, created_at)
  SELECT id, transfer_id, change, balance - change, balance, version, posted_at FROM (
    SELECT id, transfer_id, change, version, posted_at, sum(change) OVER (PARTITION BY id ORDER BY version) AS balance FROM (
      SELECT from_account::text AS id, 'pglt_' || lpad(position::text, 26, '0') AS transfer_id, -amount_fen AS change, from_version AS version, posted_at FROM ledger_transfer
      UNION ALL SELECT to_account::text, 'pglt_' || lpad(position::text, 26, '0'), amount_fen, to_version, posted_at FROM ledger_transfer) side) entry
  ORDER BY transfer_id;`;

/** Adds pgledger, loaded from where its user has it, to a seeded database. Accounts that the service would open at release are open already. */
export async function seedPgledger(client: Client, path: string, plan: PurchasePlan): Promise<void> {
  const besides = join(dirname(path), 'vendor', 'scoville-pgsql-ulid');
  const parts = existsSync(besides) ? readdirSync(besides).filter((file) => file.endsWith('.sql')).map((file) => join(besides, file)) : [];
  for (const part of [...parts, path]) await client.query(readFileSync(part, 'utf8'));
  await client.query(TAKE_OVER);
  const purchases = new Purchases(plan);
  for (let from = 0; from < plan.purchases; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, plan.purchases - from) }, (_, i) => purchases.at(from + i));
    await client.query(
      `INSERT INTO pgledger_accounts (id, name, currency, balance, version, allow_negative_balance, allow_positive_balance, created_at, updated_at)
       SELECT id, 'payable', 'CNY', 0, 0, false, true, now(), now() FROM unnest($1::text[]) id`,
      [batch.map(({ trancheId, line }) => accountOf('budget', 'payable', trancheId, line))],
    );
  }
  await client.query('VACUUM ANALYZE');
}
