import type { Org, PurchaseStage } from '@goufu/contracts';
import { isId, type Id, type Instant } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import type { Queries } from './dossier.repository.js';

/** Where a fact puts a purchase. The latest in business time counts; within one moment the higher rank. */
export interface Stood {
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly stage: PurchaseStage;
  readonly stage_rank: number;
  readonly stage_since: Instant;
}

/** `rows` hold a purchase once. */
export async function saveStages(tx: Queries, rows: readonly Stood[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO purchase AS p SELECT * FROM jsonb_populate_recordset(NULL::purchase, $1::jsonb) ORDER BY purchase_id
     ON CONFLICT (purchase_id) DO UPDATE SET stage = excluded.stage, stage_rank = excluded.stage_rank, stage_since = excluded.stage_since
     WHERE (excluded.stage_since, excluded.stage_rank) > (p.stage_since, p.stage_rank)`,
    [JSON.stringify(rows)],
  );
}

/** What a fact of procurement says about a purchase; of each term the latest in sequence counts. */
export interface Terms {
  readonly purchase_id: Id;
  readonly sequence: number;
  readonly jurisdiction: string;
  readonly title: string | null;
  readonly purchaser: Org | undefined;
  readonly agency: Org | undefined;
  readonly price_fen: string | null;
}

export async function saveTerms(tx: Queries, terms: readonly Terms[]): Promise<void> {
  if (terms.length === 0) return;
  const rows = terms.map(({ purchaser, agency, ...row }) => ({
    ...row,
    purchaser_org_id: purchaser?.orgId,
    purchaser_name_zh: purchaser?.nameZh,
    agency_org_id: agency?.orgId,
    agency_name_zh: agency?.nameZh,
  }));
  await tx.query(
    `INSERT INTO purchase_term SELECT * FROM jsonb_populate_recordset(NULL::purchase_term, $1::jsonb) ON CONFLICT (purchase_id, sequence) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

export interface Party {
  readonly purchase_id: Id;
  readonly org_id: Id;
  readonly jurisdiction: string;
}

/** Agencies that take part in a purchase may follow it. */
export async function saveParties(tx: Queries, rows: readonly Party[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO purchase_party SELECT * FROM jsonb_populate_recordset(NULL::purchase_party, $1::jsonb) ORDER BY org_id, purchase_id ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

export interface PurchaseRow {
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly stage: PurchaseStage;
  readonly stage_since: Date;
  readonly title: string | null;
  readonly purchaser_org_id: Id | null;
  readonly purchaser_name_zh: string | null;
  readonly agency_org_id: Id | null;
  readonly agency_name_zh: string | null;
  readonly price_fen: string | null;
}

export interface PurchaseFilter {
  readonly purchaseId?: Id | undefined;
  readonly stage?: PurchaseStage | undefined;
  readonly after?: readonly [Instant, Id] | undefined;
  readonly limit: number;
}

const latest = (column: string): string => `(array_agg(${column} ORDER BY sequence DESC) FILTER (WHERE ${column} IS NOT NULL))[1] AS ${column}`;
const TERMS = ['title', 'purchaser_org_id', 'purchaser_name_zh', 'agency_org_id', 'agency_name_zh', 'price_fen'].map(latest).join(', ');

/** An agency without an organisation takes part in nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const orgOf = ({ orgId }: Scope): string | null => (orgId === undefined ? null : isId(orgId) ? orgId : NOBODY);

/** Purchases in the caller's scope, those that moved last first; an agency's are those in which it takes part. */
export function readPurchases(queries: Queries, scope: Scope, { purchaseId, stage, after, limit }: PurchaseFilter): Promise<PurchaseRow[]> {
  return queries.query<PurchaseRow>(
    `SELECT p.*, t.* FROM purchase p
     LEFT JOIN LATERAL (SELECT ${TERMS} FROM purchase_term WHERE purchase_term.purchase_id = p.purchase_id) t ON true
     WHERE starts_with(p.jurisdiction, $1)
       AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM purchase_party party WHERE party.purchase_id = p.purchase_id AND party.org_id = $2))
       AND ($3::uuid IS NULL OR p.purchase_id = $3) AND ($4::text IS NULL OR p.stage = $4)
       AND ($5::timestamptz IS NULL OR (p.stage_since, p.purchase_id) < ($5, $6::uuid))
     ORDER BY p.stage_since DESC, p.purchase_id DESC LIMIT $7`,
    [regionPrefix(scope.jurisdiction), orgOf(scope), purchaseId ?? null, stage ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
