import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Reads } from './reader.js';

/** What became of a file: taken in, or refused whole at one place. */
export type FileOutcome = { readonly state: 'processed' } | { readonly state: 'refused'; readonly field: string; readonly line: number; readonly reason: string };

export interface ReceivedFile {
  readonly sha256: string;
  readonly fileName: string;
  readonly jurisdiction: string;
  readonly outcome: FileOutcome;
}

interface FileRow {
  readonly sha256: string;
  readonly file_name: string;
  readonly state: FileOutcome['state'];
  readonly field: string | null;
  readonly line: number | null;
  readonly reason: string | null;
  readonly received_at: Date;
}
const COLUMNS = 'sha256, file_name, state, field, line, reason, received_at';

/** What became of a file with this content, if one was received before, under whatever name. */
export async function findFileOutcome(reads: Reads, sha256: string): Promise<FileOutcome | undefined> {
  const [row] = await reads.query<FileRow>(`SELECT ${COLUMNS} FROM treasury_file WHERE sha256 = $1`, [sha256]);
  if (!row) return undefined;
  const { state, field, line, reason } = row;
  return state === 'refused' ? { state, field: field ?? '', line: line ?? 1, reason: reason ?? '' } : { state };
}

/** Records what became of a file, once; answers whether it was new. */
export async function insertFile(tx: Tx, { sha256, fileName, jurisdiction, outcome }: ReceivedFile): Promise<boolean> {
  const refused = outcome.state === 'refused' ? outcome : undefined;
  const inserted = await tx.query(
    `INSERT INTO treasury_file (sha256, file_name, jurisdiction, state, field, line, reason, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
    [sha256, fileName, jurisdiction, outcome.state, refused?.field ?? null, refused?.line ?? null, refused?.reason ?? null, tx.now],
  );
  return inserted.length > 0;
}

/** Files as people see them, the latest first. */
export async function readFiles(reads: Reads, prefix: string, state?: FileOutcome['state']) {
  const rows = await reads.query<FileRow>(
    `SELECT ${COLUMNS} FROM treasury_file WHERE starts_with(jurisdiction, $1) AND ($2::text IS NULL OR state = $2) ORDER BY received_at DESC LIMIT 200`,
    [prefix, state ?? null],
  );
  return rows.map(({ sha256, file_name: fileName, state, field, line, reason, received_at }) => ({
    sha256,
    fileName,
    state,
    receivedAt: received_at.toISOString(),
    ...(field === null || line === null || reason === null ? {} : { refusal: { field, line, reason } }),
  }));
}

interface RefusedFile {
  readonly breakId: Id;
  readonly jurisdiction: string;
  readonly fileName: string;
  readonly fault: string;
  readonly openedAt: Instant;
}

/** Files that were refused whole, until somebody has said what became of them. */
export async function readRefusedFiles(reads: Reads, prefix: string): Promise<RefusedFile[]> {
  const rows = await reads.query<{ id: Id; jurisdiction: string; file_name: string; found: string; opened_at: Date }>(
    `SELECT b.id, b.jurisdiction, f.file_name, b.found, b.opened_at FROM reconciliation_break b JOIN treasury_file f ON f.sha256 = b.subject
     WHERE b.kind = 'file-refused' AND b.cleared_at IS NULL AND starts_with(b.jurisdiction, $1) ORDER BY b.opened_at LIMIT 500`,
    [prefix],
  );
  return rows.map(({ id: breakId, jurisdiction, file_name: fileName, found: fault, opened_at }) => ({ breakId, jurisdiction, fileName, fault, openedAt: opened_at.toISOString() }));
}
