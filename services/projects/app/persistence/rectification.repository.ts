import { unreachable, type Id, type Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { RectificationFact } from '../../domain/rectification/rectification.facts.js';
import type { RectificationState } from '../../domain/rectification/rectification.js';
import type { StoredProject } from './project.repository.js';

export type Grade = 'excellent' | 'good' | 'pass' | 'fail';

/** A rectification with the result that called for it. */
export interface StoredRectification extends RectificationState {
  readonly project: StoredProject;
  readonly id: Id;
  readonly resultId: Id;
  readonly evaluationCode: string;
  readonly attempt: number;
  readonly grade: Grade;
  readonly fileIds: readonly Id[];
}

export interface RectificationRow {
  readonly id: Id;
  readonly project_id: Id;
  readonly result_id: Id;
  readonly evaluation_code: string;
  readonly attempt: number;
  readonly grade: Grade;
  readonly due: Date;
  readonly status: RectificationState['status'];
  readonly late: boolean;
  readonly version: number;
  readonly text_zh: string | null;
  readonly file_ids: Id[];
  readonly submitted_by: string | null;
  readonly submitted_at: Date | null;
  readonly decided_at: Date | null;
  readonly reasons: string[];
}

const stored = (project: StoredProject, row: RectificationRow): StoredRectification => ({
  project,
  id: row.id,
  resultId: row.result_id,
  evaluationCode: row.evaluation_code,
  attempt: row.attempt,
  grade: row.grade,
  due: row.due.toISOString(),
  status: row.status,
  late: row.late,
  version: row.version,
  fileIds: row.file_ids,
  submittedBy: row.submitted_by ?? undefined,
});

export async function projectOfRectification(tx: Tx, rectificationId: Id): Promise<Id | undefined> {
  const [row] = await tx.query<{ project_id: Id }>('SELECT project_id FROM rectification WHERE id = $1', [rectificationId]);
  return row?.project_id;
}

/** Rectifications of a project whose row is locked. */
export async function loadRectifications(tx: Tx, project: StoredProject): Promise<StoredRectification[]> {
  const rows = await tx.query<RectificationRow>('SELECT * FROM rectification WHERE project_id = $1 ORDER BY due, id', [project.id]);
  return rows.map((row) => stored(project, row));
}

/** A rectification that a result opens. */
export type NewRectification = Pick<StoredRectification, 'id' | 'resultId' | 'evaluationCode' | 'attempt' | 'grade'> & { readonly due: Instant };

/** False when this result has opened one before. */
export async function insertRectification(tx: Tx, { id, jurisdiction }: StoredProject, rectification: NewRectification): Promise<boolean> {
  const inserted = await tx.query(
    `INSERT INTO rectification (id, project_id, jurisdiction, result_id, evaluation_code, attempt, grade, due, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'opened') ON CONFLICT (result_id) DO NOTHING RETURNING id`,
    [
      rectification.id,
      id,
      jurisdiction,
      rectification.resultId,
      rectification.evaluationCode,
      rectification.attempt,
      rectification.grade,
      rectification.due,
    ],
  );
  return inserted.length > 0;
}

/** Writes what happened to a rectification whose project is locked. */
export async function saveRectification(tx: Tx, id: Id, facts: readonly RectificationFact[]): Promise<void> {
  for (const fact of facts) await saveFact(tx, id, fact);
}

async function saveFact(tx: Tx, id: Id, fact: RectificationFact): Promise<void> {
  const set = (change: string, ...values: unknown[]) => tx.query(`UPDATE rectification SET ${change} WHERE id = $1`, [id, ...values]);
  switch (fact.kind) {
    case 'rectification-submitted':
      await set(
        `status = 'submitted', version = $2, text_zh = $3, file_ids = $4, late = $5, submitted_by = $6, submitted_org_id = $7, submitted_at = $8`,
        fact.version,
        fact.textZh,
        fact.fileIds,
        fact.late,
        fact.by.actorId,
        fact.by.orgId,
        fact.at,
      );
      return;
    case 'rectification-accepted':
      await set(`status = 'accepted', decided_by = $2, decided_org_id = $3, decided_at = $4`, fact.by.actorId, fact.by.orgId, fact.at);
      return;
    case 'rectification-failed':
      await set(`status = 'failed', reasons = $2, decided_by = $3, decided_org_id = $4, decided_at = $5`, fact.reasons, fact.by.actorId, fact.by.orgId, fact.at);
      return;
    case 'rectification-flagged-late':
      await set('late = true');
      return;
    case 'rectification-dropped':
      await set(`status = 'dropped'`);
      return;
    default:
      unreachable(fact);
  }
}
