import { unreachable, type Id, type Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { DeliverableFact } from '../../domain/deliverable/deliverable.facts.js';
import type { DeliverableState, MilestoneState } from '../../domain/deliverable/deliverable.js';
import { storedFile, type FileRow, type StoredFile } from './file.repository.js';
import type { StoredProject } from './project.repository.js';

/** A deliverable with where it belongs and all that was handed in. */
export interface StoredDeliverable extends DeliverableState {
  readonly project: StoredProject;
  readonly id: Id;
  readonly milestoneCode: string;
  readonly code: string;
  readonly nameZh: string;
  readonly versions: readonly StoredVersion[];
}

export interface StoredVersion {
  readonly version: number;
  readonly status: 'submitted' | 'accepted' | 'returned';
  readonly file: StoredFile;
  readonly decidedBy: string | undefined;
  readonly decidedAt: Instant | undefined;
  readonly reasons: readonly string[];
}

export interface DeliverableRow {
  readonly id: Id;
  readonly project_id: Id;
  readonly milestone_code: string;
  readonly code: string;
  readonly name_zh: string;
  readonly dropped: boolean;
  readonly status: DeliverableState['status'];
  readonly version: number;
  readonly versions: readonly VersionRow[] | null;
}

interface VersionRow {
  readonly version: number;
  readonly status: StoredVersion['status'];
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly reasons: readonly string[];
  readonly file: FileRow;
}

/** `FROM deliverable d`, with every version and its file. */
export const DELIVERABLE_COLUMNS = `d.*, (SELECT json_agg(json_build_object('version', v.version, 'status', v.status, 'decided_by', v.decided_by,
  'decided_at', v.decided_at, 'reasons', v.reasons, 'file', to_json(f)) ORDER BY v.version DESC)
  FROM deliverable_version v JOIN project_file f ON f.id = v.file_id WHERE v.deliverable_id = d.id) AS versions`;

export const storedVersions = (row: Pick<DeliverableRow, 'versions'>): StoredVersion[] =>
  (row.versions ?? []).map(({ version, status, decided_by, decided_at, reasons, file }) => ({
    version,
    status,
    file: storedFile(file),
    decidedBy: decided_by ?? undefined,
    decidedAt: decided_at === null ? undefined : new Date(decided_at).toISOString(),
    reasons,
  }));

/** Where a deliverable belongs; its project is locked before it is read for a decision. */
export async function projectOfDeliverable(tx: Tx, deliverableId: Id): Promise<Id | undefined> {
  const [row] = await tx.query<{ project_id: Id }>('SELECT project_id FROM deliverable WHERE id = $1', [deliverableId]);
  return row?.project_id;
}

/** A deliverable of a project whose row is locked. */
export async function loadDeliverable(tx: Tx, project: StoredProject, deliverableId: Id): Promise<StoredDeliverable> {
  const [row] = await tx.query<DeliverableRow>(`SELECT ${DELIVERABLE_COLUMNS} FROM deliverable d WHERE d.id = $1`, [deliverableId]);
  if (!row) throw new Error(`deliverable ${deliverableId} is there, its project was found by it`);
  const versions = storedVersions(row);
  return {
    project,
    id: row.id,
    milestoneCode: row.milestone_code,
    code: row.code,
    nameZh: row.name_zh,
    dropped: row.dropped,
    status: row.status,
    version: row.version,
    submittedBy: versions[0]?.file.uploadedBy,
    sha256: versions[0]?.file.sha256,
    versions,
  };
}

/** Writes what happened to a deliverable whose project is locked; the file of a version was inserted before. */
export async function saveDeliverable(tx: Tx, { id, project }: StoredDeliverable, facts: readonly DeliverableFact[]): Promise<void> {
  for (const fact of facts) {
    switch (fact.kind) {
      case 'deliverable-submitted':
        await tx.query(
          `INSERT INTO deliverable_version (deliverable_id, version, jurisdiction, file_id, status, submitted_by, submitted_org_id, submitted_at)
           VALUES ($1, $2, $3, $4, 'submitted', $5, $6, $7)`,
          [id, fact.version, project.jurisdiction, fact.file.fileId, fact.by.actorId, fact.by.orgId, fact.at],
        );
        await tx.query(`UPDATE deliverable SET status = 'submitted', version = $2 WHERE id = $1`, [id, fact.version]);
        break;
      case 'deliverable-accepted':
      case 'deliverable-returned': {
        const [status, reasons] = fact.kind === 'deliverable-accepted' ? ['accepted', []] : ['returned', fact.reasons];
        await tx.query(
          `UPDATE deliverable_version SET status = $3, reasons = $4, decided_by = $5, decided_org_id = $6, decided_at = $7
           WHERE deliverable_id = $1 AND version = $2`,
          [id, fact.version, status, reasons, fact.by.actorId, fact.by.orgId, fact.at],
        );
        await tx.query('UPDATE deliverable SET status = $2 WHERE id = $1', [id, status]);
        break;
      }
      default:
        unreachable(fact);
    }
  }
}

/** A milestone with its deliverables. */
export interface StoredMilestone extends MilestoneState {
  readonly code: string;
  readonly nameZh: string;
  readonly deliverables: readonly (Pick<DeliverableState, 'status' | 'dropped'> & { readonly id: Id })[];
}

/** The milestones of a project whose row is locked. */
export async function loadMilestones(tx: Tx, projectId: Id): Promise<StoredMilestone[]> {
  const rows = await tx.query<{ code: string; name_zh: string; dropped: boolean; reached_at: Date | null; deliverables: StoredMilestone['deliverables'] | null }>(
    `SELECT m.code, m.name_zh, m.dropped, m.reached_at, (SELECT json_agg(json_build_object('id', d.id, 'status', d.status, 'dropped', d.dropped) ORDER BY d.position)
       FROM deliverable d WHERE d.project_id = m.project_id AND d.milestone_code = m.code) AS deliverables
     FROM project_milestone m WHERE m.project_id = $1 ORDER BY m.position`,
    [projectId],
  );
  return rows.map((row) => ({
    code: row.code,
    nameZh: row.name_zh,
    dropped: row.dropped,
    reachedAt: row.reached_at?.toISOString(),
    deliverables: row.deliverables ?? [],
  }));
}

export async function saveReached(tx: Tx, projectId: Id, code: string): Promise<void> {
  await tx.query('UPDATE project_milestone SET reached_at = $3 WHERE project_id = $1 AND code = $2', [projectId, code, tx.now]);
}
