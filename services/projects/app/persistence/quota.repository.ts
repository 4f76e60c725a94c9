import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import type { QuotaRecorded } from '../../domain/quota/quota.js';
import type { StoredProject } from './project.repository.js';
import type { Queries } from './reader.js';

/** A quota of the contract with what was recorded of it. */
export interface StoredQuota {
  readonly code: string;
  readonly nameZh: string;
  readonly unitZh: string;
  readonly agreed: number;
  readonly delivered: number;
  readonly evidenceZh: readonly string[];
}

/** The quotas that the contract asks for now. */
export async function readQuotas(queries: Queries, projectId: Id): Promise<StoredQuota[]> {
  const rows = await queries.query<{ code: string; name_zh: string; unit_zh: string; quantity: number; delivered: string; evidence_zh: string[] }>(
    `SELECT q.*, (SELECT coalesce(sum(r.quantity), 0) FROM quota_record r WHERE r.project_id = q.project_id AND r.quota_code = q.code) AS delivered
     FROM quota q WHERE q.project_id = $1 AND NOT q.dropped ORDER BY q.position`,
    [projectId],
  );
  return rows.map((row) => ({
    code: row.code,
    nameZh: row.name_zh,
    unitZh: row.unit_zh,
    agreed: row.quantity,
    delivered: Number(row.delivered),
    evidenceZh: row.evidence_zh,
  }));
}

export async function insertQuotaRecord(tx: Tx, { id, jurisdiction }: StoredProject, { entry, by, at }: QuotaRecorded): Promise<void> {
  await tx.query(
    `INSERT INTO quota_record (id, project_id, quota_code, jurisdiction, quantity, served_from, served_to, evidence_zh, correction_reason_zh, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      id,
      entry.quotaCode,
      jurisdiction,
      entry.quantity,
      entry.servedFrom,
      entry.servedTo,
      entry.evidenceZh,
      entry.correctionReasonZh ?? null,
      by,
      at,
    ],
  );
}

interface RecordRow {
  readonly id: Id;
  readonly quota_code: string;
  readonly quantity: number;
  readonly served_from_text: string;
  readonly served_to_text: string;
  readonly evidence_zh: string[];
  readonly correction_reason_zh: string | null;
  readonly recorded_by: string;
  readonly recorded_at: Date;
}

/** The project ledger, newest first (R14). */
export async function readQuotaRecords(queries: Queries, projectId: Id) {
  const rows = await queries.query<RecordRow>(
    `SELECT r.*, r.served_from::text AS served_from_text, r.served_to::text AS served_to_text FROM quota_record r
     WHERE r.project_id = $1 ORDER BY r.recorded_at DESC, r.id DESC`,
    [projectId],
  );
  return rows.map((row) => ({
    recordId: row.id,
    quotaCode: row.quota_code,
    quantity: row.quantity,
    servedFrom: row.served_from_text,
    servedTo: row.served_to_text,
    evidenceZh: row.evidence_zh,
    correctionReasonZh: row.correction_reason_zh ?? undefined,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
  }));
}
