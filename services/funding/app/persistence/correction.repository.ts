import type { Fen, Id, LocalDate } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';

/** A difference between what was paid and what a revised result bears (R123). */
interface Correction {
  readonly id: Id;
  readonly trancheId: Id;
  readonly jurisdiction: string;
  readonly revision: number;
  /** Negative when money is asked back. */
  readonly difference: Fen;
  readonly replyUntil: LocalDate;
}

export async function insertCorrections(tx: Tx, corrections: readonly Correction[]): Promise<void> {
  for (const { id, trancheId, jurisdiction, revision, difference, replyUntil } of corrections) {
    await tx.query(
      `INSERT INTO correction_case (id, tranche_id, revision, jurisdiction, difference_fen, reply_until, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, trancheId, revision, jurisdiction, difference.toString(), replyUntil, tx.now],
    );
  }
}
