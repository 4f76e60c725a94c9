import { endOfDay, type Id, type Instant } from '@goufu/kernel';
import type { Scope } from '@goufu/persistence';
import { PROJECT_COLUMNS, projectScope, scopeValues, storedProject, type ProjectRow, type StoredProject } from './project.repository.js';
import type { Queries } from './reader.js';

type AgencyAction = 'write-service-plan' | 'submit-deliverable' | 'submit-rectification';
type PurchaserAction = 'approve-service-plan' | 'decide-deliverable' | 'decide-rectification' | 'certify-acceptance' | 'close-project';

/** Something that waits for somebody of one side. */
export interface WaitingItem {
  readonly action: AgencyAction | PurchaserAction;
  readonly project: StoredProject;
  readonly planVersion?: number | undefined;
  readonly deliverableId?: Id | undefined;
  readonly version?: number | undefined;
  readonly rectificationId?: Id | undefined;
  readonly nameZh?: string | undefined;
  readonly until?: Instant | undefined;
}

interface WaitingRow extends ProjectRow {
  readonly action: WaitingItem['action'];
  readonly plan_version: number | null;
  readonly deliverable_id: Id | null;
  readonly deliverable_version: number | null;
  readonly rectification_id: Id | null;
  readonly item_name_zh: string | null;
  readonly until_day: string | null;
  readonly until_at: Date | null;
}

const MOST = 200;
const NOTHING_OPEN = `NOT EXISTS (SELECT 1 FROM project_milestone m WHERE m.project_id = p.id AND NOT m.dropped AND m.reached_at IS NULL)`;

/** Every open step with the side that it waits for; columns as in `WaitingRow` after the project. */
const STEPS = `
  SELECT p.id AS project_id, 'agency' AS side, 'write-service-plan' AS action, NULL::int AS plan_version, NULL::uuid AS deliverable_id,
         NULL::int AS deliverable_version, NULL::uuid AS rectification_id, NULL::text AS item_name_zh, NULL::date AS until_day, NULL::timestamptz AS until_at
  FROM project p WHERE p.status = 'contracted'
  UNION ALL
  SELECT s.project_id, 'purchaser', 'approve-service-plan', s.version, NULL, NULL, NULL, NULL, NULL, NULL FROM service_plan s WHERE s.status = 'submitted'
  UNION ALL
  SELECT d.project_id, 'agency', 'submit-deliverable', NULL, d.id, d.version, NULL, d.name_zh, m.due, NULL
  FROM deliverable d JOIN project_milestone m ON m.project_id = d.project_id AND m.code = d.milestone_code JOIN project p ON p.id = d.project_id
  WHERE d.status IN ('awaited', 'returned') AND NOT d.dropped AND p.status = 'running'
  UNION ALL
  SELECT d.project_id, 'purchaser', 'decide-deliverable', NULL, d.id, d.version, NULL, d.name_zh, NULL, NULL FROM deliverable d WHERE d.status = 'submitted'
  UNION ALL
  SELECT r.project_id, 'agency', 'submit-rectification', NULL, NULL, NULL, r.id, NULL, NULL, r.due FROM rectification r WHERE r.status = 'opened'
  UNION ALL
  SELECT r.project_id, 'purchaser', 'decide-rectification', NULL, NULL, NULL, r.id, NULL, NULL, NULL FROM rectification r
  WHERE r.status = 'submitted' OR (r.status = 'opened' AND r.late)
  UNION ALL
  SELECT p.id, 'purchaser', 'certify-acceptance', NULL, NULL, NULL, NULL, NULL, p.term_to, NULL FROM project p WHERE p.status = 'running' AND ${NOTHING_OPEN}
  UNION ALL
  SELECT p.id, 'purchaser', 'close-project', NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM project p WHERE p.status = 'accepted' OR (p.terminated AND p.status <> 'closed')`;

/** What waits for the sides that the caller is on, the most urgent first. A halted contract lets nothing but its closing wait. */
export async function readWaiting(queries: Queries, scope: Scope, sides: readonly ('agency' | 'purchaser')[], orgId: Id | undefined): Promise<WaitingItem[]> {
  const rows = await queries.query<WaitingRow>(
    `SELECT ${PROJECT_COLUMNS}, w.action, w.plan_version, w.deliverable_id, w.deliverable_version, w.rectification_id, w.item_name_zh,
            w.until_day::text AS until_day, w.until_at
     FROM (${STEPS}) w JOIN project p ON p.id = w.project_id
     WHERE ${projectScope(1)} AND w.side = ANY($3::text[]) AND p.status <> 'closed'
       AND (w.side = 'agency' OR p.purchaser_org_id::text = $4)
       AND (w.action = 'close-project' OR NOT (p.suspended OR p.terminated))
     ORDER BY coalesce(w.until_at, w.until_day::timestamptz) NULLS FIRST, p.id, w.action, w.deliverable_id LIMIT ${MOST}`,
    [...scopeValues(scope), sides, orgId ?? ''],
  );
  return rows.map(itemOf);
}

const itemOf = (row: WaitingRow): WaitingItem => ({
  action: row.action,
  project: storedProject(row),
  planVersion: row.plan_version ?? undefined,
  deliverableId: row.deliverable_id ?? undefined,
  version: row.deliverable_version ?? undefined,
  rectificationId: row.rectification_id ?? undefined,
  nameZh: row.item_name_zh ?? undefined,
  until: row.until_at?.toISOString() ?? (row.until_day === null ? undefined : endOfDay(row.until_day)),
});
