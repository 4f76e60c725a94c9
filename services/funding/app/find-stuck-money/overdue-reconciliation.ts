import { reconciliationOverdueCleared, reconciliationOverdueRaised, type DataOf } from '@goufu/contracts';
import { endOfDay, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { explainedBy } from '../get-stuck-money/overdue.js';

type Item = DataOf<typeof reconciliationOverdueRaised>['item'];

/** How they stand among what is told of as stuck. */
export const RECONCILIATION_ITEMS: readonly Item[] = ['suspended-entry', 'reconciliation-break'];

interface ItemRow {
  readonly id: Id;
  readonly item: Item;
  readonly account: string;
  readonly about: string;
  readonly jurisdiction: string;
  readonly fen: string | null;
  readonly opened_at: Date;
}

const ITEMS = `
  SELECT id, 'suspended-entry' AS item, account, entry_ref AS about, jurisdiction, amount_fen::text AS fen, opened_at, cleared_at FROM suspense
  UNION ALL SELECT id, 'reconciliation-break', account, subject, jurisdiction, NULL, opened_at, cleared_at FROM reconciliation_break`;
const OWNER = 'finance-officer';

/** Suspended entries and breaks that nobody has explained in time, each told once (R116). */
export async function raiseOverdueReconciliation(tx: Tx): Promise<void> {
  const untold = await tx.query<ItemRow>(
    `SELECT i.* FROM (${ITEMS}) i WHERE cleared_at IS NULL AND NOT EXISTS (SELECT FROM stuck_money m WHERE m.subject_id = i.id) ORDER BY opened_at, id`,
  );
  for (const { id: subject, item, account, about, jurisdiction, fen, opened_at } of untold) {
    const since = opened_at.toISOString();
    const dueOn = explainedBy(jurisdiction, since);
    if (tx.now <= endOfDay(dueOn)) continue;
    await tx.query(`INSERT INTO stuck_money (subject_id, stage, jurisdiction, raised_at) VALUES ($1, $2, $3, $4)`, [subject, item, jurisdiction, tx.now]);
    tx.record({ contract: reconciliationOverdueRaised, subject, jurisdiction, data: { subject, item, account, about, since, dueOn, owner: OWNER, ...(fen === null ? {} : { fen }) } });
  }
}

/** Those that were told and are explained by now, or found their payment. */
export async function clearSettledReconciliation(tx: Tx): Promise<void> {
  const settled = await tx.query<ItemRow>(
    `UPDATE stuck_money m SET cleared_at = $1 FROM (${ITEMS}) i
     WHERE m.subject_id = i.id AND m.stage = i.item AND m.cleared_at IS NULL AND i.cleared_at IS NOT NULL RETURNING i.*`,
    [tx.now],
  );
  for (const { id: subject, item, account, about, jurisdiction } of settled) {
    tx.record({ contract: reconciliationOverdueCleared, subject, jurisdiction, data: { subject, item, account, about, owner: OWNER } });
  }
}
