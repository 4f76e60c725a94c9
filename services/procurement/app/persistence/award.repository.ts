import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { AwardDates } from '../../domain/award/award.js';
import type { Ranked } from '../../domain/score/ranking.js';
import type { StoredTender } from './tender.repository.js';
import type { Sql } from './reader.js';

/** Who won, and until when what may happen. */
export interface StoredAward extends AwardDates {
  readonly id: Id;
  readonly tenderId: Id;
  readonly bidId: Id;
  readonly winner: { readonly orgId: Id; readonly uscc: string; readonly nameZh: string };
  readonly payeeAccountId?: Id | undefined;
  readonly price: bigint;
  readonly announcedAt: Instant;
}

interface AwardRow {
  readonly id: Id;
  readonly tender_id: Id;
  readonly bid_id: Id;
  readonly org_id: Id;
  readonly org_uscc: string;
  readonly org_name_zh: string;
  readonly payee_account_id: Id | null;
  readonly price_fen: string;
  readonly announced_at: Date;
  readonly objection_until: Date;
  readonly sign_from: Date | null;
  readonly sign_until: Date;
}

export async function insertAward(tx: Tx, id: Id, tender: StoredTender, winner: Ranked, dates: AwardDates): Promise<void> {
  await tx.query(
    `INSERT INTO award (id, tender_id, purchase_id, jurisdiction, bid_id, price_fen, announced_by, announced_at, objection_until, sign_from, sign_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, tender.id, tender.purchaseId, tender.jurisdiction, winner.bidId, winner.price.toString(), tx.actorId, tx.now, dates.objectionUntil, dates.signFrom ?? null, dates.signUntil],
  );
}

/** The award of a purchase's live tender, or of the given tender. */
export async function loadAward(sql: Sql, of: { readonly purchaseId?: Id; readonly tenderId?: Id }): Promise<StoredAward | undefined> {
  const [row] = await sql.query<AwardRow>(
    `SELECT a.*, b.org_id, b.org_uscc, b.org_name_zh, b.payee_account_id FROM award a JOIN bid b ON b.id = a.bid_id JOIN tender t ON t.id = a.tender_id
     WHERE ($1::uuid IS NULL OR a.purchase_id = $1) AND ($2::uuid IS NULL OR a.tender_id = $2) AND t.status <> 'void'`,
    [of.purchaseId ?? null, of.tenderId ?? null],
  );
  return (
    row && {
      id: row.id,
      tenderId: row.tender_id,
      bidId: row.bid_id,
      winner: { orgId: row.org_id, uscc: row.org_uscc, nameZh: row.org_name_zh },
      payeeAccountId: row.payee_account_id ?? undefined,
      price: BigInt(row.price_fen),
      announcedAt: row.announced_at.toISOString(),
      objectionUntil: row.objection_until.toISOString(),
      ...(row.sign_from === null ? {} : { signFrom: row.sign_from.toISOString() }),
      signUntil: row.sign_until.toISOString(),
    }
  );
}
