import { endOfDay, type Id, type Instant } from '@goufu/kernel';
import type { Reads } from '../persistence/reader.js';
import { readOpenSuspense } from '../persistence/statement.repository.js';
import { readRefusedFiles } from '../persistence/treasury-file.repository.js';
import { daysWaited, explainedBy } from './overdue.js';
import type { WaitingAmount } from './waiting-amount.js';

/** What the treasury sent and nobody can post: suspended entries, and files that were refused whole, with money in them that nobody knows. */
export async function readTreasuryWaiting(reads: Reads, prefix: string, now: Instant): Promise<WaitingAmount[]> {
  const waits = (subjectId: Id, jurisdiction: string, since: Instant) => ({ subjectId, since, days: daysWaited(since, now), overdue: now > endOfDay(explainedBy(jurisdiction, since)), ...FINANCE });
  const entries = await readOpenSuspense(reads, prefix);
  const files = await readRefusedFiles(reads, prefix);
  return [
    ...entries.map(({ suspenseId, amountFen, openedAt, entryRef, jurisdiction }) => ({ ...waits(suspenseId, jurisdiction, openedAt), stage: 'suspense' as const, titleZh: entryRef, amountFen })),
    ...files.map(({ breakId, fileName, fault, openedAt, jurisdiction }) => ({ ...waits(breakId, jurisdiction, openedAt), stage: 'refused-file' as const, titleZh: fileName, fault })),
  ];
}

const FINANCE = { waitingFor: [], owner: 'finance-officer', nextActions: ['clear'] } as const;

/** Why the treasury refused or sent back the last payment of a tranche, where nobody has asked for another one since. */
export async function readRefusals(reads: Reads, trancheIds: readonly Id[]): Promise<Map<Id, { readonly fault: string; readonly orderId: Id }>> {
  const rows = await reads.query<{ tranche_id: Id; order_id: Id; code: string | null }>(
    `SELECT last.tranche_id, last.id AS order_id, a.code
     FROM (SELECT DISTINCT ON (tranche_id) id, tranche_id, status FROM payment_order WHERE tranche_id = ANY ($1::uuid[]) ORDER BY tranche_id, ordered_at DESC, id DESC) last
     JOIN LATERAL (SELECT code FROM payment_attempt WHERE order_id = last.id ORDER BY attempt_no DESC LIMIT 1) a ON true
     WHERE last.status IN ('rejected', 'returned')`,
    [trancheIds],
  );
  return new Map(rows.flatMap(({ tranche_id, order_id, code }) => (code === null ? [] : [[tranche_id, { fault: code, orderId: order_id }] as const])));
}
