import type { Id, Instant } from '@goufu/kernel';
import type { Scope, Tx } from '@goufu/persistence';
import type { KeptFile } from '../../domain/deliverable/file-policy.js';
import { projectScope, scopeValues, type StoredProject } from './project.repository.js';
import type { Reader } from './reader.js';

/** A file of a project; its content lies in the file store under its hash. */
export interface StoredFile extends KeptFile {
  readonly fileId: Id;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
}

export interface FileRow {
  readonly id: Id;
  readonly sha256: string;
  readonly size_bytes: string;
  readonly media_type: string;
  readonly file_name: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date | string;
}

/** Also from `json_agg`, where a time is text. */
export const storedFile = (row: FileRow): StoredFile => ({
  fileId: row.id,
  sha256: row.sha256,
  sizeBytes: Number(row.size_bytes),
  mediaType: row.media_type,
  fileName: row.file_name,
  uploadedBy: row.uploaded_by,
  uploadedAt: new Date(row.uploaded_at).toISOString(),
});

export async function insertFile(tx: Tx, { id, jurisdiction }: Pick<StoredProject, 'id' | 'jurisdiction'>, file: StoredFile): Promise<void> {
  await tx.query(
    `INSERT INTO project_file (id, project_id, jurisdiction, sha256, size_bytes, media_type, file_name, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [file.fileId, id, jurisdiction, file.sha256, file.sizeBytes, file.mediaType, file.fileName, file.uploadedBy, file.uploadedAt],
  );
}

/** A file that the caller may read; undefined when it does not exist in their scope. */
export async function findFile(reader: Reader, fileId: Id, scope: Scope): Promise<StoredFile | undefined> {
  const [row] = await reader.query<FileRow>(`SELECT f.* FROM project_file f JOIN project p ON p.id = f.project_id WHERE f.id = $1 AND ${projectScope(2)}`, [
    fileId,
    ...scopeValues(scope),
  ]);
  return row && storedFile(row);
}

/** Those of `fileIds` that belong to the project. */
export async function filesOf(tx: Tx, projectId: Id, fileIds: readonly Id[]): Promise<StoredFile[]> {
  const rows = await tx.query<FileRow>('SELECT * FROM project_file WHERE project_id = $1 AND id = ANY($2::uuid[]) ORDER BY id', [projectId, fileIds]);
  return rows.map(storedFile);
}
