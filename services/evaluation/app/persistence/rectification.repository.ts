import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';

export type RectificationStage = 'opened' | 'submitted' | 'accepted' | 'failed';

/** Notes how far a rectification is; false when it was decided before, so that nothing follows from it twice. */
export async function noteRectification(
  tx: Tx,
  noted: { readonly rectificationId: Id; readonly resultId: Id; readonly contractId: Id; readonly jurisdiction: string; readonly stage: RectificationStage },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO rectification AS r (id, result_id, contract_id, jurisdiction, stage, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, changed_at = excluded.changed_at
     WHERE r.stage NOT IN ('accepted', 'failed') RETURNING id`,
    [noted.rectificationId, noted.resultId, noted.contractId, noted.jurisdiction, noted.stage, tx.now],
  );
  return rows.length > 0;
}
