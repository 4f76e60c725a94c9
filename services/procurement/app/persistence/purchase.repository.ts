import type { Org } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';
import { inScope, type Scope, type Tx } from '@goufu/persistence';
import type { BudgetPart, NegativeList, Preparation } from '../../domain/purchase/purchase.commands.js';
import type { PurchaseState, PurchaseStatus } from '../../domain/purchase/purchase.js';
import type { Sql } from './reader.js';

/** A purchase with what describes it. */
export interface StoredPurchase extends PurchaseState {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly purchaser: Org;
  readonly title: string;
  readonly directoryItem: { readonly code: string; readonly nameZh: string };
  readonly category: string;
  readonly profileVersion: string;
  readonly plannedAt: Instant;
}

export interface PurchaseRow {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly status: PurchaseStatus;
  readonly purchaser_org_id: Id;
  readonly purchaser_uscc: string;
  readonly purchaser_name_zh: string;
  readonly title: string;
  readonly directory_code: string;
  readonly directory_name_zh: string;
  readonly category: string;
  readonly total_fen: string;
  readonly short_fen: string | null;
  readonly reservation_id: Id | null;
  readonly profile_version: string;
  readonly planned_at: Date;
  readonly parts: { line_id: Id; fiscal_year: number; asked_fen: string; reserved_fen: string }[];
}

export const PURCHASE_COLUMNS = `p.id, p.jurisdiction, p.status, p.purchaser_org_id, p.purchaser_uscc, p.purchaser_name_zh, p.title, p.directory_code,
  p.directory_name_zh, p.category, p.total_fen, p.short_fen, p.reservation_id, p.profile_version, p.planned_at,
  (SELECT json_agg(json_build_object('line_id', a.line_id, 'fiscal_year', a.fiscal_year, 'asked_fen', a.asked_fen::text,
     'reserved_fen', a.reserved_fen::text) ORDER BY a.fiscal_year, a.line_id) FROM purchase_part a WHERE a.purchase_id = p.id) AS parts`;

export async function loadPurchase(sql: Sql, purchaseId: Id, scope?: Scope): Promise<StoredPurchase | undefined> {
  const [row] = await sql.query<PurchaseRow>(`SELECT ${PURCHASE_COLUMNS} FROM purchase p WHERE p.id = $1`, [purchaseId]);
  return row && (scope === undefined || inScope(scope, row.jurisdiction)) ? storedPurchase(row) : undefined;
}

/** The purchase, locked until commit: the lock of all that belongs to it. */
export async function loadPurchaseForUpdate(tx: Tx, purchaseId: Id, scope?: Scope): Promise<StoredPurchase | undefined> {
  await tx.query('SELECT 1 FROM purchase WHERE id = $1 FOR UPDATE', [purchaseId]);
  return loadPurchase(tx, purchaseId, scope);
}

export function storedPurchase(row: PurchaseRow): StoredPurchase {
  const parts = (of: 'asked_fen' | 'reserved_fen'): BudgetPart[] =>
    row.parts.map((part) => ({ lineId: part.line_id, year: part.fiscal_year, amount: BigInt(part[of]) })).filter(({ amount }) => amount > 0n);
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    status: row.status,
    purchaser: { orgId: row.purchaser_org_id, uscc: row.purchaser_uscc, nameZh: row.purchaser_name_zh },
    title: row.title,
    directoryItem: { code: row.directory_code, nameZh: row.directory_name_zh },
    category: row.category,
    total: BigInt(row.total_fen),
    asks: parts('asked_fen'),
    reserved: parts('reserved_fen'),
    ...(row.reservation_id === null ? {} : { reservationId: row.reservation_id }),
    ...(row.short_fen === null ? {} : { short: BigInt(row.short_fen) }),
    profileVersion: row.profile_version,
    plannedAt: row.planned_at.toISOString(),
  };
}

export async function insertPurchase(tx: Tx, purchase: StoredPurchase, answers: { negativeList: NegativeList; preparation: Preparation }): Promise<void> {
  await tx.query(
    `INSERT INTO purchase (id, jurisdiction, status, purchaser_org_id, purchaser_uscc, purchaser_name_zh, title, directory_code, directory_name_zh, category,
                           total_fen, negative_list, preparation, profile_version, planned_by, planned_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)`,
    [
      purchase.id, purchase.jurisdiction, purchase.status, purchase.purchaser.orgId, purchase.purchaser.uscc, purchase.purchaser.nameZh, purchase.title,
      purchase.directoryItem.code, purchase.directoryItem.nameZh, purchase.category, purchase.total.toString(),
      JSON.stringify(answers.negativeList), JSON.stringify(answers.preparation), purchase.profileVersion, tx.actorId, tx.now,
    ],
  );
  await tx.query(
    `INSERT INTO purchase_part (purchase_id, line_id, fiscal_year, asked_fen) SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::bigint[])`,
    [purchase.id, ...columnsOf(purchase.asks)],
  );
}

/** Writes what evolves. */
export async function savePurchase(tx: Tx, purchase: StoredPurchase, cancelledReason?: string): Promise<void> {
  await tx.query(
    `UPDATE purchase SET status = $2, short_fen = $3, reservation_id = $4, changed_at = $5, cancelled_reason = coalesce($6, cancelled_reason) WHERE id = $1`,
    [purchase.id, purchase.status, purchase.short?.toString() ?? null, purchase.reservationId ?? null, tx.now, cancelledReason ?? null],
  );
  await tx.query(
    `UPDATE purchase_part a SET reserved_fen = coalesce(r.reserved_fen, 0)
     FROM purchase_part o LEFT JOIN unnest($2::uuid[], $3::int[], $4::bigint[]) AS r(line_id, fiscal_year, reserved_fen)
       ON r.line_id = o.line_id AND r.fiscal_year = o.fiscal_year
     WHERE a.purchase_id = $1 AND (o.purchase_id, o.line_id, o.fiscal_year) = (a.purchase_id, a.line_id, a.fiscal_year)`,
    [purchase.id, ...columnsOf(purchase.reserved)],
  );
}

const columnsOf = (parts: readonly BudgetPart[]): unknown[] => [
  parts.map(({ lineId }) => lineId),
  parts.map(({ year }) => year),
  parts.map(({ amount }) => amount.toString()),
];

/** What was reserved for a purchase on each line and went back to it; a cancelled purchase has nothing reserved any more. */
export const takeFromReserved = (tx: Tx, purchaseId: Id, parts: readonly { readonly lineId: Id; readonly year: number; readonly fen: string }[]) =>
  tx.query(
    `UPDATE purchase_part a SET reserved_fen = greatest(0, a.reserved_fen - r.fen)
     FROM unnest($2::uuid[], $3::int[], $4::bigint[]) AS r(line_id, fiscal_year, fen)
     WHERE a.purchase_id = $1 AND a.line_id = r.line_id AND a.fiscal_year = r.fiscal_year`,
    [purchaseId, parts.map(({ lineId }) => lineId), parts.map(({ year }) => year), parts.map(({ fen }) => fen)],
  );
