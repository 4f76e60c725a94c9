import type { Id } from '@goufu/kernel';
import { idList, type Tx } from '@goufu/persistence';
import type { StoredTranche } from './tranche.repository.js';

const SAVE = `
  UPDATE tranche t SET unbound_fen = n.unbound_fen, short_line = n.line, short_fen = n.fen,
    short_since = CASE WHEN n.line IS NOT NULL THEN coalesce(t.short_since, $5) END
  FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[]) AS n(id, unbound_fen, line, fen) WHERE t.id = n.id`;

/** Writes for which line each waits, and since when; whoever waited before has waited since then. */
export function saveShortages(tx: Tx, tranches: readonly StoredTranche[]): void {
  tx.defer(SAVE, [
    idList(tranches.map(({ id }) => id)),
    tranches.map(({ unbound }) => unbound.toString()),
    tranches.map(({ short }) => short?.lineId ?? null),
    tranches.map(({ short }) => short?.lacks.toString() ?? null),
    tx.now,
  ]);
}

/** Tranches that wait for a line, or for an earlier one with which it goes on, in the order in which they began to. */
export const waitingOn = (tx: Tx, lineId: Id): Promise<{ id: Id; contract_id: Id }[]> =>
  tx.query(
    `WITH RECURSIVE earlier(id) AS (
       SELECT $1::uuid UNION SELECT l.continues_line FROM budget_line l JOIN earlier e ON l.id = e.id WHERE l.continues_line IS NOT NULL
     ) SELECT id, contract_id FROM tranche WHERE short_line IN (SELECT id FROM earlier) ORDER BY short_since, id`,
    [lineId],
  );

/** Whether there is anything on the line, or on one that goes on with it. */
export async function hasAvailable(tx: Tx, lineId: Id): Promise<boolean> {
  const rows = await tx.query(
    `WITH RECURSIVE later(id) AS (
       SELECT $1::uuid UNION SELECT l.id FROM budget_line l JOIN later e ON l.continues_line = e.id
     ) SELECT 1 FROM line_account WHERE line_id IN (SELECT id FROM later) AND book = 'budget' AND stage = 'available' AND balance_fen > 0 LIMIT 1`,
    [lineId],
  );
  return rows.length > 0;
}
