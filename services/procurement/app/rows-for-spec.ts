import { readFileSync } from 'node:fs';
import { contractSigned } from '@goufu/contracts';
import type { Query } from '@goufu/testing';

/** Rows that a consumer's spec begins with: purchases whose ids end in 1, 2 …, each asking 100 fen of one line. */

export const lineId = '0198f0a0-0000-7000-8000-000000000101';
export const purchaseIdOf = (n: number): string => `0198f0a0-0000-7000-8000-00000000c00${n}`;
export const contractIdOf = (n: number): string => `0198f0a0-0000-7000-8000-00000000d00${n}`;
const tenderIdOf = (n: number): string => `0198f0a0-0000-7000-8000-00000000e00${n}`;

export async function arrangePurchase(query: Query, n: number, status: string): Promise<void> {
  await query(
    `INSERT INTO purchase (id, jurisdiction, status, purchaser_org_id, purchaser_uscc, purchaser_name_zh, title, directory_code, directory_name_zh, category,
                           total_fen, negative_list, preparation, profile_version, planned_by, planned_at, changed_at)
     VALUES ($1, '510104', $2, '0198f0a0-0000-7000-8000-00000000b001', '11510104MB0000001B', '民政局', '项目', 'A', '服务', 'community', 100, '{}', '{}', 'v',
             'officer', '2026-03-02T01:00:00Z', '2026-03-02T01:00:00Z')`,
    [purchaseIdOf(n), status],
  );
  await query('INSERT INTO purchase_part (purchase_id, line_id, fiscal_year, asked_fen) VALUES ($1, $2, 2026, 100)', [purchaseIdOf(n), lineId]);
}

const sample = new URL('../../../libs/contracts/procurement/contract-signed.v1.sample.json', import.meta.url);

/** A purchase whose contract is signed in its first revision. */
export async function arrangeContract(query: Query, n: number): Promise<void> {
  await arrangePurchase(query, n, 'contracted');
  await query(
    `INSERT INTO tender (id, purchase_id, jurisdiction, status, tender_no, method, budget_fen, price_weight_bp, deduction_bp, criteria, documents_until,
                         clarifications_until, bids_until, retender_if_void, profile_version, published_by, published_at)
     VALUES ($1, $2, '510104', 'awarded', $3, 'open-tender', 100, 1000, 0, '[]', '2026-03-09', '2026-03-09', '2026-03-24', false, 'v', 'officer', '2026-03-02')`,
    [tenderIdOf(n), purchaseIdOf(n), String(n)],
  );
  await query(
    `INSERT INTO contract (id, purchase_id, tender_id, jurisdiction, status, agency_org_id, revision, original_price_fen, signed_at, changed_at)
     VALUES ($1, $2, $3, '510104', 'signed', '0198f0a0-0000-7000-8000-00000000a001', 1, 591500000, '2026-03-25', '2026-03-25')`,
    [contractIdOf(n), purchaseIdOf(n), tenderIdOf(n)],
  );
  const terms = { ...contractSigned.schema.parse(JSON.parse(readFileSync(sample, 'utf8'))), contractId: contractIdOf(n) };
  await query(
    `INSERT INTO contract_revision (contract_id, revision, jurisdiction, terms, terms_hash, drafted_by, drafted_at, signed_by, signed_at)
     VALUES ($1, 1, '510104', $2, 'hash', 'officer', '2026-03-25', 'approver', '2026-03-25')`,
    [contractIdOf(n), JSON.stringify(terms)],
  );
}
