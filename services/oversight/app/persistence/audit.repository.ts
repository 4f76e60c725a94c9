import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { GENESIS, type Sealed } from '../seal-audit/chain.js';
import type { Queries } from './dossier.repository.js';

export interface ChainEnd {
  readonly position: number;
  readonly hash: string;
}

export const lockTrail = (tx: Queries, jurisdiction: string) => tx.query(`SELECT pg_advisory_xact_lock(hashtext('audit'), hashtext($1))`, [jurisdiction]);

export async function lastEntry(tx: Queries, jurisdiction: string): Promise<ChainEnd> {
  const [row] = await tx.query<{ position: string; hash: string }>(
    'SELECT position, hash FROM audit_entry WHERE jurisdiction = $1 ORDER BY position DESC LIMIT 1',
    [jurisdiction],
  );
  return row ? { position: Number(row.position), hash: row.hash } : { position: 0, hash: GENESIS };
}

/** Takes facts off the queue, oldest id first. */
export async function takeUnsealed(tx: Queries, jurisdiction: string, limit: number): Promise<Sealed[]> {
  const rows = await tx.query<{ fact_id: Id; content_sha256: string }>(
    `WITH taken AS (
       DELETE FROM audit_unsealed WHERE fact_id IN (SELECT fact_id FROM audit_unsealed WHERE jurisdiction = $1 ORDER BY fact_id LIMIT $2) RETURNING fact_id
     )
     SELECT fact_id, content_sha256 FROM taken JOIN timeline_line USING (fact_id) ORDER BY fact_id`,
    [jurisdiction, limit],
  );
  return rows.map((row) => ({ factId: row.fact_id, contentSha256: row.content_sha256 }));
}

export async function appendEntries(tx: Queries, jurisdiction: string, after: number, facts: readonly Sealed[], hashes: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO audit_entry (jurisdiction, position, fact_id, content_sha256, hash)
     SELECT $1, $2::bigint + ord, fact_id, content_sha256, hash
     FROM unnest($3::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS e(fact_id, content_sha256, hash, ord)`,
    [jurisdiction, after, facts.map(({ factId }) => factId), facts.map(({ contentSha256 }) => contentSha256), hashes],
  );
}

export async function appendSeal(tx: Tx, jurisdiction: string, { position, hash }: ChainEnd): Promise<void> {
  await tx.query(
    `INSERT INTO audit_seal (jurisdiction, no, last_position, hash, sealed_at)
     SELECT $1, coalesce(max(no), 0) + 1, $2, $3, $4 FROM audit_seal WHERE jurisdiction = $1`,
    [jurisdiction, position, hash, tx.now],
  );
}

/** An entry with the digest that the timeline now has of its fact; null when the line is gone. */
export interface AuditEntry extends Sealed {
  readonly position: number;
  readonly hash: string;
  readonly lineSha256: string | null;
}

export async function readEntries(queries: Queries, jurisdiction: string, after: number, limit: number): Promise<AuditEntry[]> {
  const rows = await queries.query<{ position: string; fact_id: Id; content_sha256: string; hash: string; line_sha256: string | null }>(
    `SELECT e.position, e.fact_id, e.content_sha256, e.hash, l.content_sha256 AS line_sha256
     FROM audit_entry e LEFT JOIN timeline_line l USING (fact_id)
     WHERE e.jurisdiction = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
    [jurisdiction, after, limit],
  );
  return rows.map((row) => ({ position: Number(row.position), factId: row.fact_id, contentSha256: row.content_sha256, hash: row.hash, lineSha256: row.line_sha256 }));
}

export interface Seal {
  readonly no: number;
  readonly lastPosition: number;
  readonly hash: string;
  readonly sealedAt: string;
}

export async function readSeals(queries: Queries, jurisdiction: string): Promise<Seal[]> {
  const rows = await queries.query<{ no: number; last_position: string; hash: string; sealed_at: Date }>(
    'SELECT no, last_position, hash, sealed_at FROM audit_seal WHERE jurisdiction = $1 ORDER BY no',
    [jurisdiction],
  );
  return rows.map((row) => ({ no: row.no, lastPosition: Number(row.last_position), hash: row.hash, sealedAt: row.sealed_at.toISOString() }));
}

export async function countUnsealed(queries: Queries, jurisdiction: string): Promise<number> {
  const [row] = await queries.query<{ waiting: number }>('SELECT count(*)::int AS waiting FROM audit_unsealed WHERE jurisdiction = $1', [jurisdiction]);
  return row?.waiting ?? 0;
}
