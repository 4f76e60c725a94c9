import type { Id } from '@goufu/kernel';
import { storedFile, type FileRow } from './file.repository.js';
import type { Queries } from './reader.js';
import type { RectificationRow } from './rectification.repository.js';

/** Rectifications of a project as they are shown, with their files. */
export async function readRectifications(queries: Queries, projectId: Id) {
  const rows = await queries.query<RectificationRow & { readonly files: readonly FileRow[] | null }>(
    `SELECT r.*, (SELECT json_agg(to_json(f) ORDER BY f.id) FROM project_file f WHERE f.id = ANY(r.file_ids)) AS files
     FROM rectification r WHERE r.project_id = $1 ORDER BY r.due, r.id`,
    [projectId],
  );
  return rows.map((row) => ({
    rectificationId: row.id,
    projectId,
    resultId: row.result_id,
    evaluationCode: row.evaluation_code,
    attempt: row.attempt,
    grade: row.grade,
    status: row.status,
    due: row.due.toISOString(),
    late: row.late,
    version: row.version,
    textZh: row.text_zh ?? undefined,
    files: (row.files ?? []).map(storedFile),
    submittedAt: row.submitted_at?.toISOString(),
    decidedAt: row.decided_at?.toISOString(),
    reasons: row.reasons,
  }));
}

/** The one that a command just changed. */
export async function readRectification(queries: Queries, projectId: Id, rectificationId: Id) {
  const found = (await readRectifications(queries, projectId)).find((one) => one.rectificationId === rectificationId);
  if (!found) throw new Error(`rectification ${rectificationId} of project ${projectId} is there: it was just written`);
  return found;
}
