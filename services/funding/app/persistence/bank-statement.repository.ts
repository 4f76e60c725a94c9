import type { Fen, LocalDate } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { BankStatement, StatementEntry } from '../send-payment/treasury-gateway.js';
import type { Reads } from './reader.js';

/** What is kept of a statement beside its entries. */
export interface KeptStatement {
  readonly number: number;
  readonly day: LocalDate;
  readonly opening: Fen;
  readonly closing: Fen;
}

interface StatementRow {
  readonly statement_no: number;
  readonly day: LocalDate;
  readonly opening_fen: string;
  readonly closing_fen: string;
}

const keptOf = (row: StatementRow): KeptStatement => ({ number: row.statement_no, day: row.day, opening: BigInt(row.opening_fen), closing: BigInt(row.closing_fen) });

/** The statement of a number or a day, the last one before a number and the first one after it, as far as there are any. */
export async function readNeighbours(tx: Tx, account: string, { number, day }: BankStatement) {
  const rows = await tx.query<StatementRow>(
    `(SELECT statement_no, day::text, opening_fen, closing_fen FROM bank_statement WHERE account = $1 AND (statement_no = $2 OR day = $3))
     UNION (SELECT statement_no, day::text, opening_fen, closing_fen FROM bank_statement WHERE account = $1 AND statement_no < $2 ORDER BY statement_no DESC LIMIT 1)
     UNION (SELECT statement_no, day::text, opening_fen, closing_fen FROM bank_statement WHERE account = $1 AND statement_no > $2 ORDER BY statement_no LIMIT 1)`,
    [account, number, day],
  );
  const kept = rows.map(keptOf).toSorted((a, b) => a.number - b.number);
  return { same: kept.find((each) => each.number === number), sameDay: kept.find((each) => each.day === day), before: kept.findLast((each) => each.number < number), after: kept.find((each) => each.number > number) };
}

export const insertStatement = (tx: Tx, jurisdiction: string, { account, number, day, opening, closing }: BankStatement) =>
  tx.query(`INSERT INTO bank_statement (account, statement_no, jurisdiction, day, opening_fen, closing_fen, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
    account,
    number,
    jurisdiction,
    day,
    opening.toString(),
    closing.toString(),
    tx.now,
  ]);

/** An entry as it was taken in, by whichever message told it first, and the statement in which it stands. */
export interface KnownEntry extends Pick<StatementEntry, 'direction' | 'amount' | 'endToEndId'> {
  readonly statementNo: number | undefined;
}

export async function readKnownEntries(tx: Tx, account: string, refs: readonly string[]): Promise<Map<string, KnownEntry>> {
  const rows = await tx.query<{ entry_ref: string; direction: 'debit' | 'credit'; amount_fen: string; end_to_end_id: string; statement_no: number | null }>(
    `SELECT e.entry_ref, e.direction, e.amount_fen, e.end_to_end_id, s.statement_no
     FROM statement_entry e LEFT JOIN bank_statement_entry s USING (account, entry_ref) WHERE e.account = $1 AND e.entry_ref = ANY ($2)`,
    [account, refs],
  );
  return new Map(rows.map((row) => [row.entry_ref, { direction: row.direction, amount: BigInt(row.amount_fen), endToEndId: row.end_to_end_id, statementNo: row.statement_no ?? undefined }]));
}

export const linkEntries = (tx: Tx, account: string, number: number, refs: readonly string[]) =>
  tx.query(`INSERT INTO bank_statement_entry (account, statement_no, entry_ref) SELECT $1, $2, unnest($3::text[])`, [account, number, refs]);

/** How many statements there are of a range of numbers. */
export async function countStatements(tx: Tx, account: string, from: number, to: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM bank_statement WHERE account = $1 AND statement_no BETWEEN $2 AND $3`, [account, from, to]);
  return row?.n ?? 0;
}

/** The number of the last statement before the first gap: behind it the next one is asked for. */
export async function lastWithoutGap(reads: Reads, account: string): Promise<number> {
  const [row] = await reads.query<{ n: number }>(
    `SELECT coalesce(min(statement_no), (SELECT coalesce(max(statement_no), 0) FROM bank_statement WHERE account = $1))::int AS n FROM bank_statement s
     WHERE account = $1 AND NOT EXISTS (SELECT 1 FROM bank_statement n WHERE n.account = $1 AND n.statement_no = s.statement_no + 1)`,
    [account],
  );
  return row?.n ?? 0;
}
