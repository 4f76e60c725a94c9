import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { StoredLine } from './budget-line.repository.js';
import type { StoredTranche } from './tranche.repository.js';

/** Writes for which line each waits, and since when; whoever waited before has waited since then. */
export async function saveShortages(tx: Tx, tranches: readonly StoredTranche[]): Promise<void> {
  for (const { id, unbound, short } of tranches) {
    await tx.query(
      `UPDATE tranche SET unbound_fen = $2, short_line = $3, short_fen = $4, short_since = CASE WHEN $3::uuid IS NOT NULL THEN coalesce(short_since, $5) END WHERE id = $1`,
      [id, unbound.toString(), short?.lineId ?? null, short?.lacks.toString() ?? null, tx.now],
    );
  }
}

/** Tranches that wait for a line, in the order in which they began to. */
export const waitingOn = (tx: Tx, lineId: Id): Promise<{ id: Id; contract_id: Id }[]> =>
  tx.query(`SELECT id, contract_id FROM tranche WHERE short_line = $1 ORDER BY short_since, id`, [lineId]);

/** Those lines for which something waits that these can pay: themselves, or the lines with which they go on. */
export async function linesWaitedFor(tx: Tx, credited: readonly Id[]): Promise<Id[]> {
  const rows = await tx.query<{ short_line: Id }>(
    `SELECT DISTINCT short_line FROM tranche
     WHERE short_line = ANY ($1::uuid[]) OR short_line IN (
       WITH RECURSIVE earlier(id) AS (
         SELECT continues_line FROM budget_line WHERE id = ANY ($1::uuid[])
         UNION SELECT l.continues_line FROM budget_line l JOIN earlier e ON l.id = e.id
       ) SELECT id FROM earlier WHERE id IS NOT NULL)`,
    [credited],
  );
  return rows.map(({ short_line }) => short_line);
}

/** What is available on lines, locked, so that whoever brings money meanwhile comes before this transaction or sees what it wrote. The lines are locked. */
export async function lockAvailable(tx: Tx, lines: readonly Pick<StoredLine, 'id' | 'year'>[]): Promise<Map<Id, Fen>> {
  const rows = await tx.query<{ line_id: Id; balance_fen: string }>(`SELECT line_id, balance_fen FROM lock_available($1::uuid[], $2::int[])`, [lines.map(({ id }) => id), lines.map(({ year }) => year)]);
  return new Map(rows.map(({ line_id, balance_fen }) => [line_id, BigInt(balance_fen)]));
}
