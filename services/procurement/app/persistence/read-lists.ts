import type { Id, Instant } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import { PURCHASE_COLUMNS, storedPurchase, type PurchaseRow, type StoredPurchase } from './purchase.repository.js';
import type { Reader } from './reader.js';
import { storedTender, type StoredTender, type TenderRow } from './tender.repository.js';

/** The last item of the page before; lists show the newest first. */
export type Position = readonly [at: Instant, id: Id];

export interface ListFilter {
  readonly scope: Scope;
  readonly status?: string | undefined;
  readonly after?: Position | undefined;
  readonly limit: number;
}

const parameters = ({ scope, status, after, limit }: ListFilter): unknown[] => [
  regionPrefix(scope.jurisdiction), scope.orgId ?? null, status ?? null, after?.[0] ?? null, after?.[1] ?? null, limit,
];

/** Purchases of a region; an agency sees those whose contract is its own. */
export async function readPurchases(reader: Reader, filter: ListFilter): Promise<StoredPurchase[]> {
  const rows = await reader.query<PurchaseRow>(
    `SELECT ${PURCHASE_COLUMNS} FROM purchase p
     WHERE starts_with(p.jurisdiction, $1) AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM contract c WHERE c.purchase_id = p.id AND c.agency_org_id::text = $2))
       AND ($3::text IS NULL OR p.status = $3) AND ($4::timestamptz IS NULL OR (p.planned_at, p.id) < ($4, $5::uuid))
     ORDER BY p.planned_at DESC, p.id DESC LIMIT $6`,
    parameters(filter),
  );
  return rows.map(storedPurchase);
}

export interface TenderWithTitle {
  readonly tender: StoredTender;
  readonly purchase: Pick<StoredPurchase, 'purchaser' | 'title' | 'category'>;
}

type TitledRow = TenderRow & Pick<PurchaseRow, 'title' | 'category' | 'purchaser_org_id' | 'purchaser_uscc' | 'purchaser_name_zh'>;
const TITLED = `SELECT t.*, p.title, p.category, p.purchaser_org_id, p.purchaser_uscc, p.purchaser_name_zh FROM tender t JOIN purchase p ON p.id = t.purchase_id`;

const titled = (row: TitledRow): TenderWithTitle => ({
  tender: storedTender(row),
  purchase: { purchaser: { orgId: row.purchaser_org_id, uscc: row.purchaser_uscc, nameZh: row.purchaser_name_zh }, title: row.title, category: row.category },
});

/** Notices are public: an agency sees those of every region (R22), everybody else those of their own. */
export async function readTenders(reader: Reader, filter: ListFilter): Promise<TenderWithTitle[]> {
  const rows = await reader.query<TitledRow>(
    `${TITLED} WHERE ($2::text IS NOT NULL OR starts_with(t.jurisdiction, $1)) AND ($3::text IS NULL OR t.status = $3)
       AND ($4::timestamptz IS NULL OR (t.published_at, t.id) < ($4, $5::uuid))
     ORDER BY t.published_at DESC, t.id DESC LIMIT $6`,
    parameters(filter),
  );
  return rows.map(titled);
}

export async function readTender(reader: Reader, tenderId: Id): Promise<TenderWithTitle | undefined> {
  const [row] = await reader.query<TitledRow>(`${TITLED} WHERE t.id = $1`, [tenderId]);
  return row && titled(row);
}

/** All tenders of a purchase, void ones too. */
export async function readTendersOf(reader: Reader, purchaseId: Id): Promise<TenderWithTitle[]> {
  const rows = await reader.query<TitledRow>(`${TITLED} WHERE t.purchase_id = $1 ORDER BY t.published_at`, [purchaseId]);
  return rows.map(titled);
}
