import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { EvaluationKind, PlanItem, ReadyOn } from '../../domain/plan/plan-item.js';
import { NO_PLAN, type PlanState } from '../../domain/plan/plan.js';
import { readyOnOf } from './columns.js';

/** The contract that a plan belongs to. */
export interface PlannedContract {
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
  readonly agencyOrgId: Id;
  readonly agencyNameZh: string;
}

interface ItemRow {
  readonly evaluation_code: string;
  readonly kind: EvaluationKind;
  readonly weight_bp: number;
  readonly template_id: Id;
  readonly template_version: number;
  readonly planned_due: Date;
  readonly ready_kind: ReadyOn['kind'];
  readonly milestone_code: string | null;
  readonly status: string;
}

/** The plan of a contract, locked until commit; `NO_PLAN` when the contract is not known. */
export async function loadPlanForUpdate(tx: Tx, contractId: Id): Promise<PlanState> {
  const [plan] = await tx.query<{ status: 'active' | 'suspended' | 'terminated'; revision: number }>(
    'SELECT status, revision FROM evaluation_plan WHERE contract_id = $1 FOR UPDATE',
    [contractId],
  );
  if (!plan) return NO_PLAN;
  const rows = await tx.query<ItemRow>(
    `SELECT evaluation_code, kind, weight_bp, template_id, template_version, planned_due, ready_kind, milestone_code, status
     FROM evaluation_round WHERE contract_id = $1 AND attempt = 1 AND status <> 'cancelled' ORDER BY planned_due, evaluation_code`,
    [contractId],
  );
  const begun = rows.filter(({ status }) => status === 'open' || status === 'concluded').map((row) => row.evaluation_code);
  return { ...plan, items: rows.map(itemOf), begun };
}

const itemOf = (row: ItemRow): PlanItem => ({
  code: row.evaluation_code,
  kind: row.kind,
  weightBp: row.weight_bp,
  templateId: row.template_id,
  templateVersion: row.template_version,
  due: row.planned_due.toISOString(),
  readyOn: readyOnOf(row),
});

export async function savePlan(tx: Tx, contract: PlannedContract, { status, revision }: PlanState): Promise<void> {
  await tx.query(
    `INSERT INTO evaluation_plan (contract_id, purchase_id, jurisdiction, revision, status, agency_org_id, agency_name_zh)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (contract_id) DO UPDATE SET revision = excluded.revision, status = excluded.status`,
    [contract.contractId, contract.purchaseId, contract.jurisdiction, revision, status, contract.agencyOrgId, contract.agencyNameZh],
  );
}

export async function savePlanStatus(tx: Tx, contractId: Id, status: PlanState['status']): Promise<void> {
  await tx.query('UPDATE evaluation_plan SET status = $2 WHERE contract_id = $1', [contractId, status]);
}

/** Which project performs the contract, and by which version of the service plan (R82). False when there is no such plan. */
export async function noteProject(tx: Tx, contractId: Id, projectId: Id, planVersion: number): Promise<boolean> {
  const noted = await tx.query(
    'UPDATE evaluation_plan SET project_id = $2, service_plan_version = $3 WHERE contract_id = $1 RETURNING contract_id',
    [contractId, projectId, planVersion],
  );
  return noted.length > 0;
}
