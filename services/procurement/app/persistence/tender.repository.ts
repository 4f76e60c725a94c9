import type { Id, Instant, LocalDate } from '@goufu/kernel';
import { localDateOf } from '@goufu/kernel';
import { profileFor, type Profile } from '@goufu/jurisdiction';
import type { Tx } from '@goufu/persistence';
import type { Criterion, TenderMethod } from '../../domain/tender/tender.commands.js';
import type { TenderFact } from '../../domain/tender/tender.facts.js';
import type { TenderState, TenderStatus } from '../../domain/tender/tender.js';
import { openedBids, rankingOf, type BidRow } from './bid.repository.js';
import type { Sql } from './reader.js';

/** A tender with what its notice says. */
export interface StoredTender extends TenderState {
  readonly id: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
  readonly tenderNo: string;
  readonly profileVersion: string;
  readonly publishedAt: Instant;
  readonly documentsUntil: Instant;
  readonly clarificationsUntil: Instant;
  readonly openedAt?: Instant | undefined;
  readonly evaluatedAt?: Instant | undefined;
  readonly voided?: { readonly reason: string; readonly rule: string } | undefined;
}

export interface TenderRow {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly status: TenderStatus;
  readonly tender_no: string;
  readonly method: TenderMethod;
  readonly budget_fen: string;
  readonly price_weight_bp: number;
  readonly deduction_bp: number;
  readonly criteria: Criterion[];
  readonly documents_until: Date;
  readonly clarifications_until: Date;
  readonly bids_until: Date;
  readonly retender_if_void: boolean;
  readonly profile_version: string;
  readonly published_at: Date;
  readonly opened_at: Date | null;
  readonly evaluated_at: Date | null;
  readonly void_reason: string | null;
  readonly void_rule: string | null;
}

/** The numbers of law as they were on the day of the notice; they do not change under a running tender (R2). */
export const profileOf = ({ jurisdiction, publishedAt }: Pick<StoredTender, 'jurisdiction' | 'publishedAt'>): Profile => profileFor(jurisdiction, dayOf(publishedAt));
const dayOf = (at: Instant): LocalDate => localDateOf(at);

/** The tender with its valid bids, locked until commit: the lock of its bids, panel, sheets, award and challenges. */
export async function loadTenderForUpdate(tx: Tx, tenderId: Id): Promise<StoredTender | undefined> {
  const [row] = await tx.query<TenderRow>('SELECT * FROM tender WHERE id = $1 FOR UPDATE', [tenderId]);
  return row && withBids(tx, row);
}

export async function loadTender(sql: Sql, tenderId: Id): Promise<StoredTender | undefined> {
  const [row] = await sql.query<TenderRow>('SELECT * FROM tender WHERE id = $1', [tenderId]);
  return row && withBids(sql, row);
}

async function withBids(sql: Sql, row: TenderRow): Promise<StoredTender> {
  const bids = await sql.query<BidRow>(`SELECT * FROM bid WHERE tender_id = $1 AND status = 'opened' ORDER BY id`, [row.id]);
  return { ...storedTender(row), bids: openedBids(bids), ranking: rankingOf(bids) };
}

/** Without its bids. */
export const storedTender = (row: TenderRow): StoredTender => ({
  id: row.id,
  purchaseId: row.purchase_id,
  jurisdiction: row.jurisdiction,
  status: row.status,
  tenderNo: row.tender_no,
  method: row.method,
  budget: BigInt(row.budget_fen),
  priceWeightBp: row.price_weight_bp,
  deductionBp: row.deduction_bp,
  criteria: row.criteria,
  bidsUntil: row.bids_until.toISOString(),
  documentsUntil: row.documents_until.toISOString(),
  clarificationsUntil: row.clarifications_until.toISOString(),
  retenderIfVoid: row.retender_if_void,
  profileVersion: row.profile_version,
  publishedAt: row.published_at.toISOString(),
  openedAt: row.opened_at?.toISOString(),
  evaluatedAt: row.evaluated_at?.toISOString(),
  ...(row.void_reason === null || row.void_rule === null ? {} : { voided: { reason: row.void_reason, rule: row.void_rule } }),
  bids: [],
  ranking: [],
});

export async function insertTender(tx: Tx, tender: StoredTender, methodApprovalNo: string | undefined): Promise<void> {
  await tx.query(
    `INSERT INTO tender (id, purchase_id, jurisdiction, status, tender_no, method, method_approval_no, budget_fen, price_weight_bp, deduction_bp, criteria,
                         documents_until, clarifications_until, bids_until, retender_if_void, profile_version, published_by, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      tender.id, tender.purchaseId, tender.jurisdiction, tender.status, tender.tenderNo, tender.method, methodApprovalNo ?? null, tender.budget.toString(),
      tender.priceWeightBp, tender.deductionBp, JSON.stringify(tender.criteria), tender.documentsUntil, tender.clarificationsUntil, tender.bidsUntil,
      tender.retenderIfVoid, tender.profileVersion, tx.actorId, tender.publishedAt,
    ],
  );
}

/** Writes what a fact did to the tender's own row; bids and award are written by those who know them. */
export async function saveTender(tx: Tx, tenderId: Id, fact: TenderFact): Promise<void> {
  switch (fact.kind) {
    case 'opened':
      await tx.query(`UPDATE tender SET status = 'opened', opened_at = $2 WHERE id = $1`, [tenderId, fact.at]);
      return;
    case 'bid-rejected':
      await tx.query(`UPDATE bid SET status = 'rejected', rejected_stage = $2, rejected_reason = $3 WHERE id = $1`, [fact.bidId, fact.stage, fact.reason]);
      return;
    case 'evaluated':
      await tx.query(`UPDATE tender SET status = 'evaluated', evaluated_at = $2 WHERE id = $1`, [tenderId, tx.now]);
      return;
    case 'announced':
      await tx.query(`UPDATE tender SET status = 'awarded' WHERE id = $1`, [tenderId]);
      return;
    case 'voided':
      await tx.query(`UPDATE tender SET status = 'void', void_reason = $2, void_rule = $3 WHERE id = $1`, [tenderId, fact.reason, fact.rule]);
      return;
    case 'published':
      throw new Error('a published tender is inserted');
  }
}

/** What was tendered this year of one category from the same lines without an open tender, other purchases only (R16). */
export async function sameKindWithoutOpenTender(sql: Sql, purchaseId: Id, category: string): Promise<bigint> {
  const [row] = await sql.query<{ sum: string }>(
    `SELECT coalesce(sum(t.budget_fen), 0)::text AS sum FROM tender t JOIN purchase p ON p.id = t.purchase_id
     WHERE p.id <> $1 AND p.category = $2 AND t.status <> 'void' AND t.method <> 'open-tender' AND t.method_approval_no IS NULL
       AND EXISTS (SELECT 1 FROM purchase_part o JOIN purchase_part a USING (line_id, fiscal_year) WHERE o.purchase_id = p.id AND a.purchase_id = $1)`,
    [purchaseId, category],
  );
  return BigInt(row?.sum ?? 0);
}

/** The tender of a purchase that is not void, locked. */
export async function liveTenderOf(tx: Tx, purchaseId: Id): Promise<StoredTender | undefined> {
  const [row] = await tx.query<TenderRow>(`SELECT * FROM tender WHERE purchase_id = $1 AND status <> 'void' FOR UPDATE`, [purchaseId]);
  return row && withBids(tx, row);
}
