import type { Id } from '@goufu/kernel';
import type { Reads } from '../persistence/reader.js';

type Book = 'budget' | 'cash';

/** Sums of both books by stage. Every transfer has two sides, so each book adds up to zero. */
export async function readTrialBalance(reads: Reads, prefix: string) {
  const rows = await reads.query<{ book: Book; stage: string; accounts: number; fen: string }>(
    `SELECT book, stage, count(*)::int AS accounts, sum(balance_fen)::text AS fen FROM (
       SELECT book, stage, balance_fen FROM line_account WHERE starts_with(jurisdiction, $1)
       UNION ALL SELECT 'budget', stage, balance_fen FROM holding_account WHERE starts_with(jurisdiction, $1)) a
     GROUP BY book, stage
     ORDER BY book, array_position(ARRAY['authority', 'unallotted', 'available', 'reserved', 'committed', 'payable', 'in-transit', 'disbursed', 'carried', 'lapsed',
                                         'treasury', 'owed', 'outgoing', 'paid'], stage)`,
    [prefix],
  );
  const totalOf = (book: Book) => rows.filter((row) => row.book === book).reduce((sum, row) => sum + BigInt(row.fen), 0n);
  return {
    rows: rows.map(({ book, stage, accounts, fen }) => ({ book, stage, accounts, balanceFen: fen })),
    totals: (['budget', 'cash'] as const).map((book) => ({ book, balanceFen: totalOf(book).toString() })),
  };
}

/** Transfers of one purchase with the stages between which they moved money. */
export async function readTransfers(reads: Reads, prefix: string, purchaseId: Id) {
  const rows = await reads.query<{
    position: string;
    event_id: Id;
    leg: number;
    reason: string;
    book: Book;
    from_stage: string;
    to_stage: string;
    line_id: Id;
    fiscal_year: number;
    amount_fen: string;
    posted_at: Date;
  }>(
    `WITH account AS (
       SELECT id, book, stage, line_id, fiscal_year FROM line_account
       UNION ALL SELECT id, 'budget', stage, line_id, fiscal_year FROM holding_account)
     SELECT t.position, t.event_id, t.leg, t.reason, f.book, f.stage AS from_stage, o.stage AS to_stage, f.line_id, f.fiscal_year,
            t.amount_fen, t.posted_at
     FROM ledger_transfer t JOIN account f ON f.id = t.from_account JOIN account o ON o.id = t.to_account
     WHERE t.purchase_id = $2 AND starts_with(t.jurisdiction, $1) ORDER BY t.position`,
    [prefix, purchaseId],
  );
  return rows.map((row) => ({
    position: row.position,
    eventId: row.event_id,
    leg: row.leg,
    reason: row.reason,
    book: row.book,
    from: row.from_stage,
    to: row.to_stage,
    lineId: row.line_id,
    year: row.fiscal_year,
    amountFen: row.amount_fen,
    postedAt: row.posted_at.toISOString(),
  }));
}
