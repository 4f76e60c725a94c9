import type { BudgetLineOpened } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';

/** Keeps a line that funding opened; a line that is known already stays as it is. */
export async function insertLine(tx: Tx, line: BudgetLineOpened, jurisdiction: string): Promise<void> {
  await tx.query(
    `INSERT INTO budget_line (id, jurisdiction, fiscal_year, title_zh, source, allowed_use, appropriated_fen)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [line.lineId, jurisdiction, line.year, line.titleZh, line.source, line.allowedUse, line.fen],
  );
}

/** False when the line is not known yet. */
export async function changeLine(tx: Tx, lineId: Id, appropriatedFen: string): Promise<boolean> {
  const changed = await tx.query('UPDATE budget_line SET appropriated_fen = $2 WHERE id = $1 RETURNING id', [lineId, appropriatedFen]);
  return changed.length > 0;
}

export const knownLines = (tx: Tx, lineIds: readonly Id[]): Promise<{ lineId: Id; year: number }[]> =>
  tx.query('SELECT id AS "lineId", fiscal_year AS year FROM budget_line WHERE id = ANY ($1::uuid[])', [lineIds]);
