import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { StoredProject } from './project.repository.js';

type Owner = Pick<StoredProject, 'id' | 'jurisdiction'>;

/** What funding decided about a tranche; amounts in fen as they came. */
export interface TrancheNews {
  readonly state: 'withheld' | 'released' | 'forfeited';
  readonly releasedFen: string;
  readonly waitingFor: readonly { readonly condition: string; readonly of?: string | undefined; readonly rule: string }[];
}

/** A contract that was refused may be recorded later under the same revision, never the other way round. */
export async function saveCommitment(tx: Tx, projectId: Id, revision: number, state: 'recorded' | 'refused', reason: string | undefined): Promise<void> {
  await tx.query(
    `UPDATE project SET commitment = $3, commitment_reason = $4, commitment_revision = $2
     WHERE id = $1 AND (commitment_revision < $2 OR (commitment_revision = $2 AND commitment <> 'recorded'))`,
    [projectId, revision, state, reason ?? null],
  );
}

/** False when the project has no such tranche yet. An older revision changes nothing. */
export async function saveTranche(tx: Tx, trancheId: Id, revision: number, { state, releasedFen, waitingFor }: TrancheNews): Promise<boolean> {
  const found = await tx.query('SELECT 1 FROM project_tranche WHERE tranche_id = $1', [trancheId]);
  if (found.length === 0) return false;
  await tx.query(
    `UPDATE project_tranche SET state = $3, released_fen = $4, waiting_for = $5, revision = $2 WHERE tranche_id = $1 AND revision < $2`,
    [trancheId, revision, state, releasedFen, JSON.stringify(waitingFor)],
  );
  return true;
}

/** More than was paid is owed of a tranche: a further tranche beside it. */
export interface SupplementNews {
  readonly trancheId: Id;
  readonly no: number;
  readonly supplements: Id;
  readonly fen: string;
}

export const insertSupplement = (tx: Tx, { id, jurisdiction }: Owner, { trancheId, no, supplements, fen }: SupplementNews) =>
  tx.query(
    `INSERT INTO project_tranche (tranche_id, project_id, jurisdiction, no, amount_fen, supplements) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tranche_id) DO NOTHING`,
    [trancheId, id, jurisdiction, no, fen, supplements],
  );

export interface PaymentNews {
  readonly attemptId: Id;
  readonly trancheId: Id;
  readonly fen: string;
  readonly state: 'settled' | 'rejected' | 'returned';
  readonly reasonCode: string | undefined;
}

/** One row per attempt to pay: settled money that comes back is returned, never the other way round. */
export async function savePayment(tx: Tx, { id, jurisdiction }: Owner, payment: PaymentNews): Promise<void> {
  await tx.query(
    `INSERT INTO tranche_payment (attempt_id, tranche_id, project_id, jurisdiction, amount_fen, state, reason_code) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (attempt_id) DO UPDATE SET state = excluded.state, reason_code = excluded.reason_code WHERE tranche_payment.state = 'settled'`,
    [payment.attemptId, payment.trancheId, id, jurisdiction, payment.fen, payment.state, payment.reasonCode ?? null],
  );
}

export interface ClawbackNews {
  readonly caseId: Id;
  readonly trancheId: Id;
  readonly fen: string;
  readonly ground: string;
  readonly replyUntil: string;
}

/** One row per case (R123). */
export const saveClawback = (tx: Tx, { id, jurisdiction }: Owner, { caseId, trancheId, fen, ground, replyUntil }: ClawbackNews) =>
  tx.query(
    `INSERT INTO project_clawback (case_id, project_id, jurisdiction, tranche_id, amount_fen, ground, reply_until) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [caseId, id, jurisdiction, trancheId, fen, ground, replyUntil],
  );

export const settleClawback = (tx: Tx, caseId: Id, outcome: string) => tx.query(`UPDATE project_clawback SET outcome = $2 WHERE case_id = $1`, [caseId, outcome]);

/** What was settled and did not come back, by tranche: `FROM project_tranche t`. */
export const SETTLED_FEN = `(SELECT coalesce(sum(y.amount_fen), 0)::bigint FROM tranche_payment y WHERE y.tranche_id = t.tranche_id AND y.state = 'settled')`;

/** Numbers of the tranches that are neither paid in full nor forfeited. */
export async function openTranches(tx: Tx, projectId: Id): Promise<number[]> {
  const rows = await tx.query<{ no: number }>(
    `SELECT t.no FROM project_tranche t WHERE t.project_id = $1 AND NOT t.dropped AND t.state <> 'forfeited'
       AND NOT (t.state = 'released' AND ${SETTLED_FEN} >= t.released_fen) ORDER BY t.no`,
    [projectId],
  );
  return rows.map(({ no }) => no);
}
