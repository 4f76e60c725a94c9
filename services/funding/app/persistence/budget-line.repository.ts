import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Part } from '../../domain/reservation/reservation.facts.js';
import type { BudgetLine } from '../../domain/budget-line/budget-line.js';

/** A budget line with where it belongs and what is still available. */
export interface StoredLine extends BudgetLine {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly year: number;
  readonly available: Fen;
}

interface LineRow {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly fiscal_year: number;
  readonly appropriated_fen: string;
  readonly revision: number;
}

/**
 * Locks lines in id order and then reads what is available on them: whoever takes from a line holds its row, so that of
 * two purchases that ask for the last fen one is refused and neither fails.
 */
export async function lockLines(tx: Tx, ids: readonly Id[]): Promise<StoredLine[]> {
  const rows = await tx.query<LineRow>(
    `SELECT id, jurisdiction, fiscal_year, appropriated_fen, revision FROM budget_line WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
  const balances = await tx.query<{ line_id: Id; balance_fen: string }>(
    `SELECT a.line_id, a.balance_fen FROM line_account a JOIN budget_line l ON l.id = a.line_id AND l.fiscal_year = a.fiscal_year
     WHERE a.line_id = ANY ($1::uuid[]) AND a.book = 'budget' AND a.stage = 'available'`,
    [ids],
  );
  const available = new Map(balances.map((row) => [row.line_id, BigInt(row.balance_fen)]));
  return rows.map((row) => ({
    id: row.id,
    jurisdiction: row.jurisdiction,
    year: row.fiscal_year,
    appropriated: BigInt(row.appropriated_fen),
    revision: row.revision,
    available: available.get(row.id) ?? 0n,
  }));
}

export const availableParts = (lines: readonly StoredLine[]): Part[] => lines.map(({ id, year, available }) => ({ lineId: id, year, amount: available }));

interface NewLine {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly year: number;
  readonly titleZh: string;
  readonly source: string;
  readonly allowedUse: string;
  readonly appropriated: Fen;
}

export async function insertLine(tx: Tx, line: NewLine): Promise<void> {
  await tx.query(
    `INSERT INTO budget_line (id, jurisdiction, fiscal_year, title, source, allowed_use, appropriated_fen, opened_by, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [line.id, line.jurisdiction, line.year, line.titleZh, line.source, line.allowedUse, line.appropriated.toString(), tx.actorId, tx.now],
  );
}

export const saveLine = (tx: Tx, id: Id, { appropriated, revision }: BudgetLine) =>
  tx.query(`UPDATE budget_line SET appropriated_fen = $2, revision = $3 WHERE id = $1`, [id, appropriated.toString(), revision]);
