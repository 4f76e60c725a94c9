import type { Id } from '@goufu/kernel';
import { type Discrepancy, type PostedTransfer, replay, type StandingAccount } from '../../domain/ledger/replay.js';
import type { Reads } from '../persistence/reader.js';

const BATCH = 10_000;

export interface Verification {
  readonly transfers: number;
  readonly accounts: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** Plays the whole ledger again beside its balances. `reads` must see one snapshot, or postings of the meantime look like faults. */
export async function verifyBooks(reads: Reads): Promise<Verification> {
  const accounts = await reads.query<{ id: Id; balance_fen: string; version: string; stage: string }>(
    `SELECT id, balance_fen, version, stage FROM line_account UNION ALL SELECT id, balance_fen, version, stage FROM holding_account`,
  );
  const transfers: PostedTransfer[] = [];
  for (let after = '0'; ; ) {
    const rows = await reads.query<{ position: string; from_account: Id; to_account: Id; amount_fen: string; from_version: string; to_version: string }>(
      `SELECT position, from_account, to_account, amount_fen, from_version, to_version FROM ledger_transfer WHERE position > $1 ORDER BY position LIMIT ${BATCH}`,
      [after],
    );
    transfers.push(...rows.map(transferOf));
    after = rows.at(-1)?.position ?? after;
    if (rows.length < BATCH) break;
  }
  const discrepancies = replay(transfers, accounts.map(accountOf));
  return { transfers: transfers.length, accounts: accounts.length, discrepancies };
}

const transferOf = (row: { from_account: Id; to_account: Id; amount_fen: string; from_version: string; to_version: string }): PostedTransfer => ({
  from: row.from_account,
  to: row.to_account,
  amount: BigInt(row.amount_fen),
  fromVersion: BigInt(row.from_version),
  toVersion: BigInt(row.to_version),
});

const accountOf = (row: { id: Id; balance_fen: string; version: string; stage: string }): StandingAccount => ({
  id: row.id,
  balance: BigInt(row.balance_fen),
  version: BigInt(row.version),
  mayOwe: row.stage === 'authority',
});
