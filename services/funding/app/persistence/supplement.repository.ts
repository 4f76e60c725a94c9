import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Claims } from '../../domain/tranche/correction.js';
import { saveAllocations, type StoredTranche } from './tranche.repository.js';

/** The number of a contract's next tranche; its row is locked, so that two supplements take turns. */
export async function nextTrancheNo(tx: Tx, contractId: Id): Promise<number> {
  await tx.query(`SELECT 1 FROM contract WHERE id = $1 FOR UPDATE`, [contractId]);
  const [row] = await tx.query<{ next: number }>(`SELECT max(tranche_no) + 1 AS next FROM tranche WHERE contract_id = $1`, [contractId]);
  return row?.next ?? 1;
}

/** Writes what a supplement leaves to the tranche that it begins above. */
export const saveCovers = (tx: Tx, { id, covers, corrected, revision }: StoredTranche) =>
  tx.query(`UPDATE tranche SET covers_fen = $2, corrected_fen = $3, revision = $4 WHERE id = $1`, [id, covers.toString(), corrected.toString(), revision]);

/** Adds a supplement; what evolves of it is saved like that of any tranche. */
export async function insertSupplement(tx: Tx, supplement: StoredTranche): Promise<void> {
  const { id, amount, terms, part, supplements } = supplement;
  await tx.query(
    `INSERT INTO tranche (id, contract_id, purchase_id, agency_org_id, jurisdiction, tranche_no, share_bp, amount_fen, covers_fen, conditions, pay_factors,
                          attempts_allowed, stage, stage_since, ended, evidence_until, supplements, whole_fen, above_fen, unbound_fen)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      id,
      supplement.contractId,
      supplement.purchaseId,
      supplement.agencyOrgId,
      supplement.jurisdiction,
      supplement.no,
      supplement.shareBp,
      amount.toString(),
      JSON.stringify(terms.conditions),
      JSON.stringify(terms.payFactors),
      terms.attemptsAllowed,
      supplement.stage,
      tx.now,
      supplement.ended,
      terms.until ?? null,
      supplements,
      part?.whole.toString(),
      part?.above.toString(),
      supplement.unbound.toString(),
    ],
  );
  await saveAllocations(tx, [supplement]);
}

/** What the service itself asks back of a tranche, because a result does not bear it. What a person asks back is a matter of its own. */
export async function claimsOn(tx: Tx, trancheId: Id): Promise<Claims> {
  const [row] = await tx.query<Record<keyof Claims, string>>(
    `SELECT coalesce(sum(claimed_fen) FILTER (WHERE status LIKE 'awaiting-%' AND refunded_fen = 0), 0)::text AS open,
            coalesce(sum(due_fen) FILTER (WHERE status = 'settled' OR refunded_fen > 0), 0)::text AS kept,
            coalesce(sum(claimed_fen - due_fen) FILTER (WHERE (status IN ('settled', 'waived') OR refunded_fen > 0) AND decided_by NOT LIKE 'service:%'), 0)::text AS waived
     FROM clawback_case WHERE tranche_id = $1 AND ground = 'failed-evaluation' AND raised_by LIKE 'service:%' AND payment_returned_at IS NULL`,
    [trancheId],
  );
  const fen = (text: string | undefined): Fen => BigInt(text ?? 0);
  return { open: fen(row?.open), kept: fen(row?.kept), waived: fen(row?.waived) };
}
