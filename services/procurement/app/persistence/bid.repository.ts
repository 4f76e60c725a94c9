import { causedId } from '@goufu/messaging';
import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { BidStatus } from '../../domain/bid/bid.js';
import type { Ranked } from '../../domain/score/ranking.js';
import type { OpenedBid } from '../../domain/tender/tender.commands.js';
import type { BidContent, SealedBid } from '../sealing/bid-sealer.js';
import type { Sql } from './reader.js';

export interface BidRow {
  readonly id: Id;
  readonly tender_id: Id;
  readonly jurisdiction: string;
  readonly bidder_tag: string;
  readonly status: Exclude<BidStatus, 'none'>;
  readonly ciphertext: Buffer;
  readonly wrapped_key: Buffer;
  readonly sha256: string;
  readonly sm3: string;
  readonly received_at: Date;
  readonly org_id: Id | null;
  readonly org_uscc: string | null;
  readonly org_name_zh: string | null;
  readonly price_fen: string | null;
  readonly small_enterprise: boolean | null;
  readonly proposal: string | null;
  readonly payee_account_id: Id | null;
  readonly rejected_reason: string | null;
  readonly rank_no: number | null;
  readonly score_numerator: string | null;
  readonly score_denominator: string | null;
  readonly total_bp: number | null;
  readonly price_score_bp: number | null;
  readonly drawn: boolean | null;
}

export interface NewBid extends SealedBid {
  readonly id: Id;
  readonly tenderId: Id;
  readonly jurisdiction: string;
  readonly bidderTag: string;
  readonly receivedAt: Instant;
}

export async function insertBid(tx: Tx, bid: NewBid): Promise<void> {
  await tx.query(
    `INSERT INTO bid (id, tender_id, jurisdiction, bidder_tag, status, ciphertext, wrapped_key, sha256, sm3, received_at)
     VALUES ($1, $2, $3, $4, 'sealed', $5, $6, $7, $8, $9)`,
    [bid.id, bid.tenderId, bid.jurisdiction, bid.bidderTag, bid.ciphertext, bid.wrappedKey, bid.sha256, bid.sm3, bid.receivedAt],
  );
}

/** The bidder's own bids of a tender, newest first. Who bid is told by the tag only, which needs the key of the seal. */
export const bidsOf = (sql: Sql, tenderId: Id, bidderTag: string): Promise<BidRow[]> =>
  sql.query<BidRow>('SELECT * FROM bid WHERE tender_id = $1 AND bidder_tag = $2 ORDER BY received_at DESC, id DESC', [tenderId, bidderTag]);

export async function findBid(sql: Sql, bidId: Id): Promise<BidRow | undefined> {
  const [row] = await sql.query<BidRow>('SELECT * FROM bid WHERE id = $1', [bidId]);
  return row;
}

export const bidsInTender = (sql: Sql, tenderId: Id, statuses: readonly BidStatus[]): Promise<BidRow[]> =>
  sql.query<BidRow>('SELECT * FROM bid WHERE tender_id = $1 AND status = ANY ($2) ORDER BY rank_no, id', [tenderId, statuses]);

export async function endBid(tx: Tx, bidId: Id, status: 'replaced' | 'withdrawn' | 'unreadable'): Promise<void> {
  await tx.query('UPDATE bid SET status = $2, ended_at = $3 WHERE id = $1', [bidId, status, tx.now]);
}

export async function openBid(tx: Tx, bidId: Id, content: BidContent): Promise<void> {
  await tx.query(
    `UPDATE bid SET status = 'opened', opened_at = $2, org_id = $3, org_uscc = $4, org_name_zh = $5, price_fen = $6, small_enterprise = $7, proposal = $8,
                    payee_account_id = $9 WHERE id = $1`,
    [
      bidId, tx.now, content.org.orgId, content.org.uscc, content.org.nameZh, content.priceFen, content.smallEnterprise, content.proposal,
      content.payeeAccountId ?? null,
    ],
  );
}

export const openedBids = (rows: readonly BidRow[]): OpenedBid[] =>
  rows.flatMap(({ id, org_id, price_fen, small_enterprise }) =>
    org_id === null || price_fen === null ? [] : [{ id, orgId: org_id, price: BigInt(price_fen), smallEnterprise: small_enterprise ?? false }],
  );

export async function saveRanking(tx: Tx, ranking: readonly Ranked[]): Promise<void> {
  for (const { bidId, rank, total, totalBp, priceScoreBp, drawn } of ranking) {
    await tx.query(
      `UPDATE bid SET rank_no = $2, score_numerator = $3, score_denominator = $4, total_bp = $5, price_score_bp = $6, drawn = $7 WHERE id = $1`,
      [bidId, rank, total.numerator.toString(), total.denominator.toString(), totalBp, priceScoreBp, drawn],
    );
  }
}

export const rankingOf = (rows: readonly BidRow[]): Ranked[] =>
  rows
    .flatMap((row): Ranked[] => {
      const { id, org_id, price_fen, rank_no, score_numerator, score_denominator } = row;
      if (org_id === null || price_fen === null || rank_no === null || score_numerator === null || score_denominator === null) return [];
      const total = { numerator: BigInt(score_numerator), denominator: BigInt(score_denominator) };
      return [{ bidId: id, orgId: org_id, rank: rank_no, price: BigInt(price_fen), total, totalBp: row.total_bp ?? 0, priceScoreBp: row.price_score_bp ?? 0, drawn: row.drawn ?? false }];
    })
    .toSorted((a, b) => a.rank - b.rank);

/**
 * The lot of each bid in a tie: derived from the receipts of all of them, so that nobody could choose it and anybody can
 * draw it again (R58).
 */
export function lotsOf(rows: readonly Pick<BidRow, 'id' | 'sha256'>[]): Map<Id, string> {
  const seed = rows.map(({ sha256 }) => sha256).toSorted((a, b) => (a < b ? -1 : 1)).join('');
  return new Map(rows.map(({ id }) => [id, causedId(id, `lot/${seed}`)]));
}

export async function tenderOfBid(sql: Sql, bidId: Id): Promise<Id | undefined> {
  return (await findBid(sql, bidId))?.tender_id;
}

/** Everybody whose bid was opened, rejected ones included. */
export async function bidderOrgIds(sql: Sql, tenderId: Id): Promise<Id[]> {
  const rows = await sql.query<{ org_id: Id }>('SELECT org_id FROM bid WHERE tender_id = $1 AND org_id IS NOT NULL', [tenderId]);
  return rows.map(({ org_id }) => org_id);
}
