import { assert, type BasisPoints, type Id, type Instant } from '@goufu/kernel';
import { regionPrefix, scopeCondition, type Scope, type Tx } from '@goufu/persistence';
import type { EvaluationKind, PlanItem, ReadyOn } from '../../domain/plan/plan-item.js';
import type { PanelMember } from '../../domain/round/panel.js';
import type { RoundState } from '../../domain/round/round.js';
import type { Reopening } from '../../domain/sheet/sheet-content.js';
import { leavesOf, type TemplateContent } from '../../domain/template/template-content.js';
import type { PlannedContract } from './plan.repository.js';
import { instantOf, milestoneOf, readyOnOf } from './columns.js';

/** A round with where it belongs and the template frozen into it. */
export interface StoredRound extends RoundState {
  readonly id: Id;
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
  readonly agencyOrgId: Id;
  readonly agencyNameZh: string;
  readonly evaluationCode: string;
  readonly kind: EvaluationKind;
  readonly weightBp: BasisPoints;
  readonly attempt: number;
  readonly templateId: Id;
  readonly templateVersion: number;
  readonly template: TemplateContent;
  readonly plannedDue: Instant;
  readonly readyOn: ReadyOn;
  readonly openedAt?: Instant | undefined;
  /** As it was read. */
  readonly stage: Stage;
}

export type Stage = 'planned' | 'ready' | 'open' | 'computed' | 'notified' | 'appealed' | 'published' | 'superseded' | 'cancelled';

export interface RoundRow {
  readonly stage: Stage;
  readonly id: Id;
  readonly contract_id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly agency_org_id: Id;
  readonly agency_name_zh: string;
  readonly evaluation_code: string;
  readonly kind: EvaluationKind;
  readonly weight_bp: number;
  readonly attempt: number;
  readonly template_id: Id;
  readonly template_version: number;
  readonly template: TemplateContent;
  readonly planned_due: Date;
  readonly ready_kind: ReadyOn['kind'];
  readonly milestone_code: string | null;
  readonly status: RoundState['status'];
  readonly revision: number;
  readonly opened_by: string | null;
  readonly opened_at: Date | null;
  readonly due: Date | null;
  readonly reopened_because: 'appeal-upheld' | 'correction' | null;
  readonly reopening: Reopening | null;
  readonly plan_status: string;
  readonly members: readonly MemberRow[] | null;
}

interface MemberRow {
  readonly evaluator_id: string;
  readonly org_id: string;
  readonly party: PanelMember['party'];
  readonly interest: PanelMember['interest'];
  readonly ground: string | null;
  readonly signed: boolean;
}

/** Where a round stands, its result included; a published later attempt supersedes it. */
const STAGE = `CASE WHEN r.status <> 'concluded' THEN r.status
  WHEN EXISTS (SELECT 1 FROM evaluation_round l JOIN evaluation_result x ON x.round_id = l.id AND x.status = 'published'
               WHERE l.contract_id = r.contract_id AND l.evaluation_code = r.evaluation_code AND l.attempt > r.attempt) THEN 'superseded'
  ELSE (SELECT e.status FROM evaluation_result e WHERE e.round_id = r.id ORDER BY e.revision DESC LIMIT 1) END`;

/** For reads and for locks alike: `FROM evaluation_round r`. */
export const ROUND_COLUMNS = `r.*, ${STAGE} AS stage, (SELECT p.status FROM evaluation_plan p WHERE p.contract_id = r.contract_id) AS plan_status,
  (SELECT json_agg(m ORDER BY m.seat_no) FROM panel_member m WHERE m.round_id = r.id) AS members`;

/** One round, locked until commit. Undefined when it does not exist in the caller's scope. */
export async function loadRoundForUpdate(tx: Tx, roundId: Id, scope?: Scope): Promise<StoredRound | undefined> {
  const locked = await tx.query<{ id: Id }>(
    `SELECT id FROM evaluation_round WHERE id = $1 AND ${scopeCondition('jurisdiction', 2)} AND ($3::text IS NULL OR agency_org_id::text = $3) FOR UPDATE`,
    [roundId, scope ? regionPrefix(scope.jurisdiction) : '', scope?.orgId ?? null],
  );
  // The panel is read after the lock is held: whoever held it before may have changed it.
  return locked.length === 0 ? undefined : (await loadRounds(tx, 'r.id = $1', [roundId]))[0];
}

/** Rounds of a contract, locked until commit, in id order so that two transactions cannot deadlock. */
export async function loadRoundsForUpdate(tx: Tx, contractId: Id): Promise<StoredRound[]> {
  await tx.query('SELECT id FROM evaluation_round WHERE contract_id = $1 ORDER BY id FOR UPDATE', [contractId]);
  return loadRounds(tx, 'r.contract_id = $1', [contractId]);
}

async function loadRounds(tx: Tx, condition: string, parameters: readonly unknown[]): Promise<StoredRound[]> {
  const rows = await tx.query<RoundRow>(`SELECT ${ROUND_COLUMNS} FROM evaluation_round r WHERE ${condition} ORDER BY r.planned_due, r.attempt`, parameters);
  return rows.map(storedRound);
}

export const storedRound = (row: RoundRow): StoredRound => ({
  id: row.id,
  contractId: row.contract_id,
  purchaseId: row.purchase_id,
  jurisdiction: row.jurisdiction,
  agencyOrgId: row.agency_org_id,
  agencyNameZh: row.agency_name_zh,
  evaluationCode: row.evaluation_code,
  kind: row.kind,
  weightBp: row.weight_bp,
  attempt: row.attempt,
  templateId: row.template_id,
  templateVersion: row.template_version,
  template: row.template,
  plannedDue: row.planned_due.toISOString(),
  readyOn: readyOnOf(row),
  stage: row.stage,
  status: row.status,
  revision: row.revision,
  suspended: row.plan_status === 'suspended',
  parties: row.template.parties.map(({ party }) => party),
  indicators: leavesOf(row.template.indicators).map(({ code }) => code),
  openedBy: row.opened_by ?? undefined,
  openedAt: instantOf(row.opened_at),
  due: instantOf(row.due),
  because: row.reopened_because ?? undefined,
  reopening: row.reopening ?? undefined,
  members: (row.members ?? []).map((member) => ({
    evaluatorId: member.evaluator_id,
    orgId: member.org_id,
    party: member.party,
    interest: member.interest,
    ground: member.ground ?? undefined,
    signed: member.signed,
  })),
});

/** Whether an evaluation was already opened for this attempt. */
export async function hasAttempt(tx: Tx, { contractId, evaluationCode }: Pick<StoredRound, 'contractId' | 'evaluationCode'>, attempt: number): Promise<boolean> {
  const found = await tx.query(`SELECT 1 FROM evaluation_round WHERE contract_id = $1 AND evaluation_code = $2 AND attempt = $3 AND status <> 'cancelled'`, [contractId, evaluationCode, attempt]);
  return found.length > 0;
}

/** A round that the plan foresees, or the next attempt at one. */
export async function insertRound(tx: Tx, id: Id, contract: PlannedContract, item: PlanItem, template: TemplateContent, attempt: number): Promise<void> {
  await tx.query(
    `INSERT INTO evaluation_round (id, contract_id, purchase_id, jurisdiction, agency_org_id, agency_name_zh, evaluation_code, kind, weight_bp,
       attempt, template_id, template_version, template, planned_due, ready_kind, milestone_code, status, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'planned', 1)`,
    [
      id,
      contract.contractId,
      contract.purchaseId,
      contract.jurisdiction,
      contract.agencyOrgId,
      contract.agencyNameZh,
      item.code,
      item.kind,
      item.weightBp,
      attempt,
      item.templateId,
      item.templateVersion,
      JSON.stringify(template),
      item.due,
      item.readyOn.kind,
      milestoneOf(item.readyOn),
    ],
  );
}

/** New terms for a round that was not opened yet; answers its id. */
export async function replanRound(tx: Tx, contractId: Id, item: PlanItem, template: TemplateContent): Promise<Id> {
  const [replanned] = await tx.query<{ id: Id }>(
    `UPDATE evaluation_round SET kind = $3, weight_bp = $4, template_id = $5, template_version = $6, template = $7, planned_due = $8,
            ready_kind = $9, milestone_code = $10
     WHERE contract_id = $1 AND evaluation_code = $2 AND attempt = 1 AND status IN ('planned', 'ready') RETURNING id`,
    [
      contractId,
      item.code,
      item.kind,
      item.weightBp,
      item.templateId,
      item.templateVersion,
      JSON.stringify(template),
      item.due,
      item.readyOn.kind,
      milestoneOf(item.readyOn),
    ],
  );
  assert(replanned !== undefined, `the round of ${item.code} is planned`);
  return replanned.id;
}
