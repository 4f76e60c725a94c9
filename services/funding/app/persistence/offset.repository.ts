import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Offset } from '../../domain/clawback-case/offset.js';

/** An offset with the case that it settles and the tranche that pays it. */
export interface StoredOffset extends Offset {
  readonly id: Id;
  readonly caseId: Id;
  readonly trancheId: Id;
  readonly jurisdiction: string;
}

interface NewOffset extends Pick<StoredOffset, 'id' | 'caseId' | 'trancheId' | 'jurisdiction'> {
  readonly amount: Fen;
  readonly reason: string;
}

export const insertOffset = (tx: Tx, { id, caseId, trancheId, jurisdiction, amount, reason }: NewOffset) =>
  tx.query(
    `INSERT INTO clawback_offset (id, case_id, tranche_id, jurisdiction, amount_fen, reason, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, caseId, trancheId, jurisdiction, amount.toString(), reason, tx.actorId, tx.now],
  );

/** Whether an offset of the case waits for its decision. The case is locked. */
export async function hasOpenOffset(tx: Tx, caseId: Id): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM clawback_offset WHERE case_id = $1 AND state = 'proposed'`, [caseId])).length > 0;
}

export async function findOffset(tx: Tx, id: Id): Promise<StoredOffset | undefined> {
  const [row] = await tx.query<{ id: Id; case_id: Id; tranche_id: Id; jurisdiction: string; amount_fen: string; state: Offset['state']; proposed_by: string }>(
    `SELECT id, case_id, tranche_id, jurisdiction, amount_fen, state, proposed_by FROM clawback_offset WHERE id = $1`,
    [id],
  );
  return row && { id: row.id, caseId: row.case_id, trancheId: row.tranche_id, jurisdiction: row.jurisdiction, amount: BigInt(row.amount_fen), state: row.state, proposedBy: row.proposed_by };
}

export const saveOffset = (tx: Tx, id: Id, state: Offset['state'], reason: string) =>
  tx.query(`UPDATE clawback_offset SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5 WHERE id = $1`, [id, state, tx.actorId, tx.now, reason]);
