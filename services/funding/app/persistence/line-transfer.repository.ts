import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { LineTransfer } from '../../domain/line-transfer/line-transfer.js';
import type { Reads } from './reader.js';

export interface StoredLineTransfer extends LineTransfer {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly fromLine: Id;
  readonly toLine: Id;
  readonly year: number;
  readonly reason: string;
  readonly requestedAt: string;
  readonly approvals: readonly { readonly approver: string; readonly at: string }[];
  readonly decidedAt: string | undefined;
  readonly declineReason: string | undefined;
}

interface Row {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly from_line: Id;
  readonly to_line: Id;
  readonly fiscal_year: number;
  readonly amount_fen: string;
  readonly reason: string;
  readonly state: 'requested' | 'effected' | 'declined';
  readonly required_approvals: number;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly decided_at: Date | null;
  readonly decline_reason: string | null;
  readonly approvals: { approver: string; at: string }[] | null;
}

const COLUMNS = `t.id, t.jurisdiction, t.from_line, t.to_line, t.fiscal_year, t.amount_fen, t.reason, t.state, t.required_approvals, t.requested_by,
  t.requested_at, t.decided_at, t.decline_reason,
  (SELECT json_agg(json_build_object('approver', a.approver, 'at', a.approved_at) ORDER BY a.approved_at, a.approver)
   FROM line_transfer_approval a WHERE a.transfer_id = t.id) AS approvals`;

/** One transfer, locked until commit. */
export async function lockLineTransfer(tx: Tx, id: Id): Promise<StoredLineTransfer | undefined> {
  const [row] = await tx.query<Row>(`SELECT ${COLUMNS} FROM line_transfer t WHERE t.id = $1 FOR UPDATE OF t`, [id]);
  return row && stored(row);
}

/** Transfers of a region, those that wait first, or one of them. */
export async function lineTransfersOf(reads: Reads, prefix: string, id?: Id): Promise<StoredLineTransfer[]> {
  const rows = await reads.query<Row>(
    `SELECT ${COLUMNS} FROM line_transfer t WHERE starts_with(t.jurisdiction, $1) AND ($2::uuid IS NULL OR t.id = $2)
     ORDER BY t.state = 'requested' DESC, t.requested_at DESC, t.id LIMIT 500`,
    [prefix, id ?? null],
  );
  return rows.map(stored);
}

/** What transfers moved to or from each line so far, and what those that wait for approval would. */
export async function movedOf(tx: Tx, lineIds: readonly Id[]): Promise<Map<Id, Fen>> {
  const rows = await tx.query<{ line_id: Id; fen: string }>(
    `SELECT l.line_id, sum(t.amount_fen)::text AS fen FROM line_transfer t, unnest(ARRAY[t.from_line, t.to_line]) AS l(line_id)
     WHERE t.state <> 'declined' AND l.line_id = ANY ($1::uuid[]) GROUP BY l.line_id`,
    [lineIds],
  );
  return new Map(rows.map((row) => [row.line_id, BigInt(row.fen)]));
}

export async function insertLineTransfer(tx: Tx, transfer: Pick<StoredLineTransfer, 'id' | 'jurisdiction' | 'fromLine' | 'toLine' | 'year' | 'amount' | 'reason' | 'required'>): Promise<void> {
  await tx.query(
    `INSERT INTO line_transfer (id, jurisdiction, from_line, to_line, fiscal_year, amount_fen, reason, required_approvals, requested_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      transfer.id, transfer.jurisdiction, transfer.fromLine, transfer.toLine, transfer.year, transfer.amount.toString(), transfer.reason,
      transfer.required, tx.actorId, tx.now,
    ],
  );
}

export const insertLineTransferApproval = (tx: Tx, { id, jurisdiction }: StoredLineTransfer, approver: string) =>
  tx.query(`INSERT INTO line_transfer_approval (transfer_id, approver, jurisdiction, approved_at) VALUES ($1, $2, $3, $4)`, [id, approver, jurisdiction, tx.now]);

export const setLineTransferState = (tx: Tx, id: Id, state: 'effected' | 'declined', declineReason?: string) =>
  tx.query(`UPDATE line_transfer SET state = $2, decided_at = $3, decline_reason = $4 WHERE id = $1`, [id, state, tx.now, declineReason ?? null]);

const stored = (row: Row): StoredLineTransfer => ({
  id: row.id,
  jurisdiction: row.jurisdiction,
  fromLine: row.from_line,
  toLine: row.to_line,
  year: row.fiscal_year,
  amount: BigInt(row.amount_fen),
  reason: row.reason,
  state: row.state,
  required: row.required_approvals,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at.toISOString(),
  approvers: (row.approvals ?? []).map(({ approver }) => approver),
  approvals: (row.approvals ?? []).map(({ approver, at }) => ({ approver, at: new Date(at).toISOString() })),
  decidedAt: row.decided_at?.toISOString(),
  declineReason: row.decline_reason ?? undefined,
});
