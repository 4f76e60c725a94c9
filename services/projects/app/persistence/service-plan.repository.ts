import { unreachable, type Id, type Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { PlanContent } from '../../domain/service-plan/plan-content.js';
import type { ServicePlanFact } from '../../domain/service-plan/service-plan.facts.js';
import type { ServicePlanState } from '../../domain/service-plan/service-plan.js';
import type { StoredProject } from './project.repository.js';
import type { Queries } from './reader.js';

/** One version of a service plan, as everybody of the project may read it. */
export interface StoredPlan {
  readonly projectId: Id;
  readonly version: number;
  readonly status: 'submitted' | 'approved' | 'returned';
  readonly content: PlanContent;
  readonly writtenBy: string;
  readonly writtenAt: Instant;
  readonly decidedBy: string | undefined;
  readonly decidedAt: Instant | undefined;
  readonly reasons: readonly string[];
}

interface PlanRow {
  readonly project_id: Id;
  readonly version: number;
  readonly status: StoredPlan['status'];
  readonly content: PlanContent;
  readonly written_by: string;
  readonly written_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reasons: string[];
}

const storedPlan = (row: PlanRow): StoredPlan => ({
  projectId: row.project_id,
  version: row.version,
  status: row.status,
  content: row.content,
  writtenBy: row.written_by,
  writtenAt: row.written_at.toISOString(),
  decidedBy: row.decided_by ?? undefined,
  decidedAt: row.decided_at?.toISOString(),
  reasons: row.reasons,
});

/** The newest version of the plan of a project whose row is locked. */
export async function loadPlan(tx: Tx, project: StoredProject): Promise<ServicePlanState> {
  const quotas = await tx.query<{ code: string; quantity: number }>(
    'SELECT code, quantity FROM quota WHERE project_id = $1 AND NOT dropped ORDER BY position',
    [project.id],
  );
  const [newest] = await tx.query<PlanRow>('SELECT * FROM service_plan WHERE project_id = $1 ORDER BY version DESC LIMIT 1', [project.id]);
  return {
    project,
    quotas,
    version: newest?.version ?? 0,
    status: newest?.status ?? 'none',
    writtenBy: newest?.written_by,
    plannedQuotas: newest?.content.quotas ?? [],
  };
}

/** Writes what happened to the plan and answers the version that it happened to. */
export async function savePlan(tx: Tx, { id, jurisdiction }: StoredProject, facts: readonly ServicePlanFact[]): Promise<StoredPlan> {
  const rows: PlanRow[] = [];
  for (const fact of facts) rows.push(...(await saveFact(tx, id, jurisdiction, fact)));
  const row = rows.at(-1);
  if (!row) throw new Error(`the service plan of ${id} was changed`);
  return storedPlan(row);
}

function saveFact(tx: Tx, projectId: Id, jurisdiction: string, fact: ServicePlanFact): Promise<PlanRow[]> {
  switch (fact.kind) {
    case 'plan-written':
      return tx.query(
        `INSERT INTO service_plan (project_id, version, jurisdiction, status, content, written_by, written_at)
         VALUES ($1, $2, $3, 'submitted', $4, $5, $6) RETURNING *`,
        [projectId, fact.version, jurisdiction, JSON.stringify(fact.content), fact.by, fact.at],
      );
    case 'plan-approved':
    case 'plan-returned': {
      const [status, reasons] = fact.kind === 'plan-approved' ? ['approved', []] : ['returned', fact.reasons];
      return tx.query(
        `UPDATE service_plan SET status = $3, reasons = $4, decided_by = $5, decided_at = $6 WHERE project_id = $1 AND version = $2 RETURNING *`,
        [projectId, fact.version, status, reasons, fact.by, fact.at],
      );
    }
    default:
      return unreachable(fact);
  }
}

/** All versions of a project's plan, the newest first. */
export async function readPlans(queries: Queries, projectId: Id): Promise<StoredPlan[]> {
  const rows = await queries.query<PlanRow>('SELECT * FROM service_plan WHERE project_id = $1 ORDER BY version DESC', [projectId]);
  return rows.map(storedPlan);
}
