import type { Classification } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';
import type { Queries } from './dossier.repository.js';

export interface LineRow {
  readonly fact_id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly type: string;
  readonly sequence: number;
  readonly happened_at: Instant;
  readonly actor_id: string;
  readonly classification: Classification;
  /** The agency that the fact is about. */
  readonly org_id: Id | null;
  readonly amount_fen: string | null;
  readonly about: Readonly<Record<string, string | number | boolean>>;
  readonly causation_id: Id | null;
  readonly trace_id: string | null;
  readonly content_sha256: string;
}

/** Adds lines, and queues them for the seal of their day; a fact that is there already stays as it is. */
export async function saveLines(tx: Queries, rows: readonly LineRow[]): Promise<void> {
  await tx.query(
    `WITH added AS (
       INSERT INTO timeline_line SELECT * FROM jsonb_populate_recordset(NULL::timeline_line, $1::jsonb)
       ON CONFLICT (fact_id) DO NOTHING RETURNING fact_id, jurisdiction
     )
     INSERT INTO audit_unsealed (fact_id, jurisdiction) SELECT fact_id, jurisdiction FROM added`,
    [JSON.stringify(rows)],
  );
}

/** Who reads: authorities see all, an agency (`agencyOrgId`) what is public, its own, or internal to its own contract. */
export interface LineReader {
  readonly agencyOrgId?: Id | undefined;
}

type ReadRow = Omit<LineRow, 'happened_at' | 'sequence'> & { readonly happened_at: Date; readonly sequence: string };

export async function readLines(queries: Queries, purchaseId: Id, { agencyOrgId }: LineReader, contractAgencyId: Id | undefined): Promise<ReadRow[]> {
  return queries.query<ReadRow>(
    `SELECT * FROM timeline_line WHERE purchase_id = $1
       AND ($2::uuid IS NULL OR classification = 'public' OR org_id = $2 OR (classification = 'internal' AND org_id IS NULL AND $2 = $3::uuid))`,
    [purchaseId, agencyOrgId ?? null, contractAgencyId ?? null],
  );
}
