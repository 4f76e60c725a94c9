import { reconciliationBreakRaised } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import type { Reads } from './reader.js';

type BreakKind = 'balance-differs' | 'statement-missing' | 'opening-differs' | 'statement-differs' | 'entry-differs' | 'file-refused';

/** Where the treasury's books and ours do not agree: about which statement, entry or file, and what each side says. */
export interface Break {
  readonly account: string;
  readonly jurisdiction: string;
  readonly kind: BreakKind;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

const OWNER = 'finance-officer';

/** Records a break with its owner, and tells it; the same one again changes nothing. */
export async function raiseBreak(tx: Tx, { account, jurisdiction, kind, subject, expected, found }: Break): Promise<void> {
  const breakId = newId();
  const raised = await tx.query(
    `INSERT INTO reconciliation_break (id, account, kind, subject, jurisdiction, expected, found, owner, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING 1`,
    [breakId, account, kind, subject, jurisdiction, expected, found, OWNER, tx.now],
  );
  if (raised.length > 0) tx.record({ contract: reconciliationBreakRaised, subject: breakId, jurisdiction, data: { breakId, kind, about: subject, expected, found, owner: OWNER } });
}

interface BreakRow {
  readonly id: Id;
  readonly account: string;
  readonly kind: BreakKind;
  readonly subject: string;
  readonly jurisdiction: string;
  readonly expected: string;
  readonly found: string;
  readonly owner: typeof OWNER;
  readonly opened_at: Date;
  readonly cleared_at: Date | null;
  readonly explanation: string | null;
}

/** Breaks as people see them; the open ones first, the oldest before the others. */
export async function readBreaks(reads: Reads, prefix: string, by: { readonly id?: Id; readonly account?: string } = {}) {
  const rows = await reads.query<BreakRow>(
    `SELECT id, account, kind, subject, jurisdiction, expected, found, owner, opened_at, cleared_at, explanation FROM reconciliation_break
     WHERE starts_with(jurisdiction, $1) AND ($2::uuid IS NULL OR id = $2) AND ($3::text IS NULL OR account = $3)
     ORDER BY cleared_at NULLS FIRST, opened_at LIMIT 500`,
    [prefix, by.id ?? null, by.account ?? null],
  );
  return rows.map(({ id, opened_at, cleared_at, explanation, subject, ...row }) => ({
    breakId: id,
    ...row,
    about: subject,
    openedAt: opened_at.toISOString(),
    ...(cleared_at === null ? {} : { clearedAt: cleared_at.toISOString() }),
    ...(explanation === null ? {} : { explanation }),
  }));
}

/** Closes a break with what it was found to be; answers whether it was open. */
export async function clearBreak(tx: Tx, id: Id, { by, at, explanation }: { readonly by: string; readonly at: Instant; readonly explanation: string }): Promise<boolean> {
  const cleared = await tx.query(
    `UPDATE reconciliation_break SET cleared_at = $2, cleared_by = $3, explanation = $4 WHERE id = $1 AND cleared_at IS NULL RETURNING 1`,
    [id, at, by, explanation],
  );
  return cleared.length > 0;
}
