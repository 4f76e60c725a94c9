import type { Id } from '@goufu/kernel';
import { type Discrepancy, type PostedTransfer, Replay, type StandingAccount } from '../../domain/ledger/replay.js';
import type { Reads } from '../persistence/reader.js';

const BATCH = 10_000;

export interface Verification {
  readonly transfers: number;
  readonly accounts: number;
  /** What each book adds up to, in fen; nothing but zero is right. */
  readonly books: Readonly<Record<string, bigint>>;
  readonly discrepancies: readonly Discrepancy[];
}

/**
 * Plays the whole ledger again beside its balances, a batch of rows at a time. `reads` must see one snapshot, or postings of the
 * meantime look like faults.
 */
export async function verifyBooks(reads: Reads): Promise<Verification> {
  const replay = new Replay();
  const books = new Map<string, bigint>();
  let accounts = 0;
  for (const table of ['line_account', 'holding_account'] as const) {
    for await (const row of inBatches<AccountRow>(reads, ACCOUNTS[table], NO_ACCOUNT)) {
      const account = accountOf(row);
      replay.expect(account);
      books.set(row.book, (books.get(row.book) ?? 0n) + account.balance);
      accounts += 1;
    }
  }
  let transfers = 0;
  for await (const row of inBatches<TransferRow>(reads, TRANSFERS, '0')) {
    replay.play(transferOf(row));
    transfers += 1;
  }
  return { transfers, accounts, books: Object.fromEntries([...books].toSorted(([a], [b]) => (a < b ? -1 : 1))), discrepancies: replay.end() };
}

interface AccountRow {
  readonly at: Id;
  readonly book: string;
  readonly balance_fen: string;
  readonly version: string;
  readonly stage: string;
}

interface TransferRow {
  readonly at: string;
  readonly from_account: Id;
  readonly to_account: Id;
  readonly amount_fen: string;
  readonly from_version: string;
  readonly to_version: string;
}

const NO_ACCOUNT: Id = '00000000-0000-0000-0000-000000000000';
const ACCOUNTS = {
  line_account: `SELECT id AS at, book, balance_fen, version, stage FROM line_account WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
  holding_account: `SELECT id AS at, 'budget' AS book, balance_fen, version, stage FROM holding_account WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
} as const;
const TRANSFERS = `SELECT position AS at, from_account, to_account, amount_fen, from_version, to_version FROM ledger_transfer
  WHERE position > $1 ORDER BY position LIMIT ${BATCH}`;

/** All rows in the order of `at`, of which only one batch is in memory. */
async function* inBatches<Row extends { readonly at: string }>(reads: Reads, sql: string, from: string): AsyncGenerator<Row> {
  for (let after = from; ; ) {
    const rows = await reads.query<Row>(sql, [after]);
    yield* rows;
    after = rows.at(-1)?.at ?? after;
    if (rows.length < BATCH) return;
  }
}

const transferOf = (row: TransferRow): PostedTransfer => ({
  from: row.from_account,
  to: row.to_account,
  amount: BigInt(row.amount_fen),
  fromVersion: BigInt(row.from_version),
  toVersion: BigInt(row.to_version),
});

const accountOf = (row: AccountRow): StandingAccount => ({
  id: row.at,
  balance: BigInt(row.balance_fen),
  version: BigInt(row.version),
  mayOwe: row.stage === 'authority',
});
