import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Allocation } from '../../domain/ledger/posting.js';

/** New commitments of a contract. A foreseen one is made when its year has a budget (R126). */
export async function insertCommitments(tx: Tx, contractId: Id, jurisdiction: string, commitments: readonly Allocation[]): Promise<void> {
  await tx.query(
    `INSERT INTO commitment (id, contract_id, line_id, fiscal_year, jurisdiction, amount_fen, made_at)
     SELECT n.id, $1, n.line_id, n.fiscal_year, $2, n.amount_fen, CASE WHEN n.foreseen THEN NULL ELSE $8::timestamptz END
     FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::bigint[], $7::boolean[]) AS n(id, line_id, fiscal_year, amount_fen, foreseen)`,
    [
      contractId,
      jurisdiction,
      commitments.map(({ commitmentId }) => commitmentId),
      commitments.map(({ lineId }) => lineId),
      commitments.map(({ year }) => year),
      commitments.map(({ amount }) => amount.toString()),
      commitments.map(({ foreseen }) => foreseen === true),
      tx.now,
    ],
  );
}

interface CommitmentRow {
  readonly id: Id;
  readonly contract_id: Id;
  readonly line_id: Id;
  readonly fiscal_year: number;
  readonly amount_fen: string;
  readonly made_at: Date | null;
  readonly short_fen: string;
}

const COLUMNS = 'm.id, m.contract_id, m.line_id, m.fiscal_year, m.amount_fen, m.made_at, m.short_fen';

/** A commitment with its contract, and what it lacked when it could not be made. */
export interface StoredCommitment extends Allocation {
  readonly contractId: Id;
  readonly short: Fen;
}

/** What a contract is bound to, in the order of year and line. Its tranches are locked. */
export async function commitmentsOf(tx: Tx, contractId: Id): Promise<StoredCommitment[]> {
  return (await tx.query<CommitmentRow>(`SELECT ${COLUMNS} FROM commitment m WHERE m.contract_id = $1 ORDER BY m.fiscal_year, m.line_id`, [contractId])).map(stored);
}

/** More on commitments that are there. */
export async function growCommitments(tx: Tx, parts: readonly Allocation[]): Promise<void> {
  for (const { commitmentId, amount } of parts) await tx.query(`UPDATE commitment SET amount_fen = amount_fen + $2 WHERE id = $1`, [commitmentId, amount.toString()]);
}

/** Commitments of later years that the budget of a line is to pay: its own, and those of the line that it goes on with; the oldest contract first. */
export async function foreseenOn(tx: Tx, lineId: Id): Promise<StoredCommitment[]> {
  const rows = await tx.query<CommitmentRow>(
    `SELECT ${COLUMNS} FROM commitment m JOIN contract c ON c.id = m.contract_id JOIN budget_line l ON l.id = $1
     WHERE m.made_at IS NULL AND m.fiscal_year = l.fiscal_year AND (m.line_id = l.id OR (m.line_id = l.continues_line AND l.origin_year = l.fiscal_year))
       AND c.state IN ('active', 'suspended')
     ORDER BY c.signed_at, m.id`,
    [lineId],
  );
  return rows.map(stored);
}

/** A year has its budget: from now on its line pays, on the commitment and on every tranche. */
export async function markMade(tx: Tx, commitmentId: Id, lineId: Id): Promise<void> {
  await tx.query(`UPDATE commitment SET line_id = $2, made_at = $3, short_fen = 0 WHERE id = $1`, [commitmentId, lineId, tx.now]);
  await tx.query(`UPDATE tranche_allocation SET line_id = $2, foreseen = false WHERE commitment_id = $1`, [commitmentId, lineId]);
}

export const markShort = (tx: Tx, commitmentId: Id, short: Fen) => tx.query(`UPDATE commitment SET short_fen = $2 WHERE id = $1`, [commitmentId, short.toString()]);

/** The lines of later years that go on with some lines. */
export const continuationsOf = (tx: Tx, lineIds: readonly Id[]): Promise<{ id: Id; revision: number }[]> =>
  tx.query(`SELECT id, revision FROM budget_line WHERE continues_line = ANY ($1::uuid[]) AND origin_year = fiscal_year`, [lineIds]);

const stored = (row: CommitmentRow): StoredCommitment => ({
  commitmentId: row.id,
  contractId: row.contract_id,
  lineId: row.line_id,
  year: row.fiscal_year,
  amount: BigInt(row.amount_fen),
  short: BigInt(row.short_fen),
  ...(row.made_at ? {} : { foreseen: true }),
});
