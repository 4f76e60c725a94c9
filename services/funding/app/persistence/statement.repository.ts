import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';
import type { Reads } from './reader.js';

/** The cursor behind which the statement of an account has not been read. */
export async function statementCursor(reads: Reads, account: string): Promise<string> {
  const [row] = await reads.query<{ next_cursor: string }>(`SELECT next_cursor FROM statement_position WHERE account = $1`, [account]);
  return row?.next_cursor ?? '0';
}

/** Everybody who reads this account takes turns; answers where it stands. */
export async function lockStatement(tx: Tx, account: string, jurisdiction: string): Promise<string> {
  await tx.query(`INSERT INTO statement_position (account, jurisdiction, next_cursor) VALUES ($1, $2, '0') ON CONFLICT DO NOTHING`, [account, jurisdiction]);
  const [row] = await tx.query<{ next_cursor: string }>(`SELECT next_cursor FROM statement_position WHERE account = $1 FOR UPDATE`, [account]);
  return row?.next_cursor ?? '0';
}

export const moveCursor = (tx: Tx, account: string, cursor: string) =>
  tx.query(`UPDATE statement_position SET next_cursor = $2 WHERE account = $1`, [account, cursor]);

/** Whether an entry was taken in before: it counts once, on whatever page it comes. */
export async function isKnownEntry(tx: Tx, account: string, { entryRef }: StatementEntry): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM statement_entry WHERE account = $1 AND entry_ref = $2`, [account, entryRef])).length > 0;
}

export interface TakenIn {
  readonly account: string;
  readonly jurisdiction: string;
  readonly entry: StatementEntry;
  readonly outcome: 'settled' | 'returned' | 'refunded' | 'suspended';
  readonly attemptId: Id | undefined;
}

export async function insertEntry(tx: Tx, { account, jurisdiction, entry, outcome, attemptId }: TakenIn): Promise<void> {
  await tx.query(
    `INSERT INTO statement_entry (account, entry_ref, jurisdiction, end_to_end_id, direction, amount_fen, booked_on, outcome, attempt_id, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [account, entry.entryRef, jurisdiction, entry.endToEndId, entry.direction, entry.amount.toString(), entry.bookedOn, outcome, attemptId ?? null, tx.now],
  );
}

export async function insertSuspense(tx: Tx, id: Id, { account, jurisdiction, entry, attemptId }: TakenIn, reason: string): Promise<void> {
  await tx.query(
    `INSERT INTO suspense (id, account, entry_ref, jurisdiction, amount_fen, direction, reason, attempt_id, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, account, entry.entryRef, jurisdiction, entry.amount.toString(), entry.direction, reason, attemptId ?? null, tx.now],
  );
}

/** Whether a debit of some instruction of a tranche waits in suspense: then nobody knows whether its money has left. */
export async function hasSuspendedDebit(tx: Tx, trancheId: Id): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM suspense s JOIN payment_attempt a ON a.id = s.attempt_id JOIN payment_order o ON o.id = a.order_id
     WHERE o.tranche_id = $1 AND s.direction = 'debit' AND s.cleared_at IS NULL LIMIT 1`,
    [trancheId],
  );
  return rows.length > 0;
}

interface SuspenseRow {
  readonly id: Id;
  readonly account: string;
  readonly jurisdiction: string;
  readonly entry_ref: string;
  readonly direction: 'debit' | 'credit';
  readonly amount_fen: string;
  readonly reason: string;
  readonly attempt_id: Id | null;
  readonly opened_at: Date;
  readonly cleared_at: Date | null;
  readonly explanation: string | null;
  readonly assignment_id: Id | null;
}

const COLUMNS = 'id, account, jurisdiction, entry_ref, direction, amount_fen, reason, attempt_id, opened_at, cleared_at, explanation, assignment_id';

/** Behind this: whether it was cleared, since when it is there, and its id. */
export type SuspensePosition = readonly [cleared: 0 | 1, openedAt: string, suspenseId: Id];

interface Wanted {
  readonly state?: 'open' | 'cleared' | undefined;
  readonly after?: SuspensePosition;
  readonly limit: number;
}

/** Suspended entries as people see them; the open ones first, the oldest before the others. */
export async function readSuspense(reads: Reads, prefix: string, { state, after, limit }: Wanted) {
  const rows = await reads.query<SuspenseRow>(
    `SELECT ${COLUMNS} FROM suspense
     WHERE starts_with(jurisdiction, $1) AND ($2::boolean IS NULL OR (cleared_at IS NOT NULL) = $2)
       AND ($3::int IS NULL OR ((cleared_at IS NOT NULL)::int, opened_at, id) > ($3, $4::timestamptz, $5::uuid))
     ORDER BY cleared_at IS NOT NULL, opened_at, id LIMIT $6`,
    [prefix, state === undefined ? null : state === 'cleared', after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );
  return rows.map(suspendedOf);
}

/** Every entry that is still suspended, however many they are. */
export async function readOpenSuspense(reads: Reads, prefix: string) {
  return (await reads.query<SuspenseRow>(`SELECT ${COLUMNS} FROM suspense WHERE starts_with(jurisdiction, $1) AND cleared_at IS NULL ORDER BY opened_at, id`, [prefix])).map(suspendedOf);
}

export async function findSuspended(reads: Reads, prefix: string, id: Id) {
  const [row] = await reads.query<SuspenseRow>(`SELECT ${COLUMNS} FROM suspense WHERE starts_with(jurisdiction, $1) AND id = $2`, [prefix, id]);
  return row && suspendedOf(row);
}

const suspendedOf = (row: SuspenseRow) => ({
  suspenseId: row.id,
  account: row.account,
  jurisdiction: row.jurisdiction,
  entryRef: row.entry_ref,
  direction: row.direction,
  amountFen: row.amount_fen,
  reason: row.reason,
  openedAt: row.opened_at.toISOString(),
  ...(row.attempt_id ? { attemptId: row.attempt_id } : {}),
  ...(row.cleared_at ? { clearedAt: row.cleared_at.toISOString() } : {}),
  ...(row.explanation ? { explanation: row.explanation } : {}),
  ...(row.assignment_id ? { assignmentId: row.assignment_id } : {}),
});
