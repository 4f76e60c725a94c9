import type { Fen, LocalDate } from '@goufu/kernel';
import type { Reads } from '../persistence/reader.js';

/** One closed day of an account, by the treasury and by the ledger. Amounts in fen. */
export interface ReconciledDay {
  readonly account: string;
  readonly jurisdiction: string;
  readonly statementNo: number;
  readonly day: LocalDate;
  readonly opening: Fen;
  readonly closingByBank: Fen;
  readonly closingByLedger: Fen;
  /** Entries of the day, and what of them moved the ledger; money in less money out. */
  readonly entries: number;
  readonly matched: Fen;
  readonly suspended: Fen;
  /** Bank less ledger, and what of it no suspended entry up to this day explains. */
  readonly difference: Fen;
  readonly unexplained: Fen;
}

interface DayRow {
  readonly account: string;
  readonly jurisdiction: string;
  readonly statement_no: number;
  readonly day: LocalDate;
  readonly opening_fen: string;
  readonly closing_fen: string;
  readonly ledger_fen: string;
  readonly open_fen: string;
  readonly entries: number;
  readonly matched_fen: string;
  readonly suspended_fen: string;
}

/**
 * The ledger knows what was paid, not how much lay on the account before: the opening of the first statement is where both begin. From
 * there the ledger's figure of a day is that opening less everything on its cash account "paid", without what belongs to entries of
 * other days. So a posting that no entry stands behind shows, and so does an entry that nothing was posted for.
 */
const DAYS = `
  WITH entry AS (
    SELECT e.account, e.entry_ref, e.booked_on, x.sign * e.amount_fen AS moved_fen,
           x.sign * CASE WHEN s.id IS NOT NULL AND NOT (s.assignment_id IS NOT NULL AND s.cleared_at IS NOT NULL) THEN s.amount_fen ELSE 0 END AS open_fen
    FROM statement_entry e LEFT JOIN suspense s USING (account, entry_ref), LATERAL (SELECT CASE e.direction WHEN 'credit' THEN 1 ELSE -1 END AS sign) x
  ), paid AS (
    SELECT coalesce(sum(balance_fen), 0) AS fen FROM line_account WHERE book = 'cash' AND stage = 'paid'
  ), beginning AS (
    SELECT DISTINCT ON (account) account, day, opening_fen FROM bank_statement ORDER BY account, statement_no
  )
  SELECT b.account, b.jurisdiction, b.statement_no, b.day::text, b.opening_fen, b.closing_fen,
         (f.opening_fen - paid.fen - coalesce((SELECT sum(e.moved_fen - e.open_fen) FROM entry e WHERE e.account = b.account AND (e.booked_on > b.day OR e.booked_on < f.day)), 0))::text AS ledger_fen,
         coalesce((SELECT sum(e.open_fen) FROM entry e WHERE e.account = b.account AND e.booked_on BETWEEN f.day AND b.day), 0)::text AS open_fen,
         count(e.entry_ref)::int AS entries, coalesce(sum(e.moved_fen - e.open_fen), 0)::text AS matched_fen, coalesce(sum(e.open_fen), 0)::text AS suspended_fen
  FROM bank_statement b JOIN beginning f ON f.account = b.account CROSS JOIN paid
  LEFT JOIN bank_statement_entry l ON l.account = b.account AND l.statement_no = b.statement_no
  LEFT JOIN entry e ON e.account = l.account AND e.entry_ref = l.entry_ref
  WHERE starts_with(b.jurisdiction, $1) AND ($2::text IS NULL OR b.account = $2) AND ($3::date IS NULL OR b.day = $3)
  GROUP BY b.account, b.jurisdiction, b.statement_no, b.day, b.opening_fen, b.closing_fen, f.opening_fen, f.day, paid.fen
  ORDER BY b.day DESC, b.statement_no DESC LIMIT 400`;

/** Closed days, the latest first. */
export async function readDays(reads: Reads, prefix: string, by: { readonly account?: string | undefined; readonly day?: LocalDate | undefined }): Promise<ReconciledDay[]> {
  const rows = await reads.query<DayRow>(DAYS, [prefix, by.account ?? null, by.day ?? null]);
  return rows.map((row) => {
    const [closingByBank, closingByLedger] = [BigInt(row.closing_fen), BigInt(row.ledger_fen)];
    const difference = closingByBank - closingByLedger;
    return {
      account: row.account,
      jurisdiction: row.jurisdiction,
      statementNo: row.statement_no,
      day: row.day,
      opening: BigInt(row.opening_fen),
      closingByBank,
      closingByLedger,
      entries: row.entries,
      matched: BigInt(row.matched_fen),
      suspended: BigInt(row.suspended_fen),
      difference,
      unexplained: difference - BigInt(row.open_fen),
    };
  });
}

/** The entries of one day's statement with what became of each. */
export async function readDayEntries(reads: Reads, account: string, statementNo: number) {
  const rows = await reads.query<{ entry_ref: string; end_to_end_id: string; direction: 'debit' | 'credit'; amount_fen: string; booked_on: string; outcome: string; suspense_id: string | null }>(
    `SELECT e.entry_ref, e.end_to_end_id, e.direction, e.amount_fen, e.booked_on::text, e.outcome, s.id AS suspense_id
     FROM bank_statement_entry l JOIN statement_entry e USING (account, entry_ref) LEFT JOIN suspense s USING (account, entry_ref)
     WHERE l.account = $1 AND l.statement_no = $2 ORDER BY e.entry_ref`,
    [account, statementNo],
  );
  return rows.map((row) => ({
    entryRef: row.entry_ref,
    endToEndId: row.end_to_end_id,
    direction: row.direction,
    amountFen: row.amount_fen,
    bookedOn: row.booked_on,
    outcome: row.outcome,
    ...(row.suspense_id === null ? {} : { suspenseId: row.suspense_id }),
  }));
}
