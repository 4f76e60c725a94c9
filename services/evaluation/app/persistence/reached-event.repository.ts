import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { ReadyOn } from '../../domain/plan/plan-item.js';

/** What a contract has reached, kept so that an evaluation that an amendment adds later is ready at once. */
export async function noteReached(tx: Tx, contractId: Id, jurisdiction: string, event: ReadyOn, at: Instant): Promise<void> {
  await tx.query(
    `INSERT INTO reached_event (contract_id, kind, milestone_code, jurisdiction, reached_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [contractId, event.kind, event.kind === 'milestone' ? event.milestoneCode : '', jurisdiction, at],
  );
}

export async function reachedEvents(tx: Tx, contractId: Id): Promise<ReadyOn[]> {
  const rows = await tx.query<{ kind: 'milestone' | 'acceptance'; milestone_code: string }>(
    'SELECT kind, milestone_code FROM reached_event WHERE contract_id = $1 ORDER BY kind, milestone_code',
    [contractId],
  );
  return rows.map(({ kind, milestone_code }) => (kind === 'milestone' ? { kind, milestoneCode: milestone_code } : { kind }));
}
