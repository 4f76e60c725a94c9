import type { Id } from '@goufu/kernel';
import type { Scope } from '@goufu/persistence';
import { PROJECT_COLUMNS, projectScope, scopeValues, storedProject, type ProjectRow, type StoredProject } from './project.repository.js';
import type { Queries } from './reader.js';

/** Which projects are asked for; what is left out does not matter. */
export interface ProjectFilter {
  readonly purchaseId?: Id | undefined;
  readonly contractId?: Id | undefined;
  readonly stage?: string | undefined;
  /** Id of the last project of the page before. */
  readonly after?: Id | undefined;
  readonly limit: number;
}

const STAGE = `CASE WHEN p.status = 'closed' THEN 'closed' WHEN p.terminated THEN 'terminated' WHEN p.suspended THEN 'suspended' ELSE p.status END`;

/** Projects in the caller's scope, in an order that pages can follow. */
export async function readProjects(queries: Queries, scope: Scope, filter: ProjectFilter): Promise<StoredProject[]> {
  const rows = await queries.query<ProjectRow>(
    `SELECT ${PROJECT_COLUMNS} FROM project p WHERE ${projectScope(1)} AND ($3::uuid IS NULL OR p.purchase_id = $3)
       AND ($4::uuid IS NULL OR p.contract_id = $4) AND ($5::text IS NULL OR ${STAGE} = $5) AND ($6::uuid IS NULL OR p.id < $6)
     ORDER BY p.id DESC LIMIT $7`,
    [...scopeValues(scope), filter.purchaseId ?? null, filter.contractId ?? null, filter.stage ?? null, filter.after ?? null, filter.limit],
  );
  return rows.map(storedProject);
}

/** A project in the caller's scope, with what is known of its budget. */
export async function readProject(queries: Queries, scope: Scope, projectId: Id) {
  const [row] = await queries.query<ProjectRow>(`SELECT ${PROJECT_COLUMNS} FROM project p WHERE p.id = $1 AND ${projectScope(2)}`, [projectId, ...scopeValues(scope)]);
  return row && { project: storedProject(row), commitment: row.commitment, commitmentReason: row.commitment_reason ?? undefined };
}
