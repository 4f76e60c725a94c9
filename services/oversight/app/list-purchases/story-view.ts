import type { PurchaseRow } from '../persistence/purchase.repository.js';

const orgOf = (orgId: string | null, nameZh: string | null) => (orgId === null ? undefined : { orgId, nameZh: nameZh ?? '' });

/** A purchase as the routes show it. */
export const storyView = (row: PurchaseRow) => ({
  purchaseId: row.purchase_id,
  jurisdiction: row.jurisdiction,
  title: row.title ?? undefined,
  purchaser: orgOf(row.purchaser_org_id, row.purchaser_name_zh),
  agency: orgOf(row.agency_org_id, row.agency_name_zh),
  priceFen: row.price_fen ?? undefined,
  stage: row.stage,
  since: row.stage_since.toISOString(),
});
