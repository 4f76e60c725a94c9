import { unreachable, type Decision, type Refusal } from '@goufu/kernel';
import type { QuotaTerms } from '../project/contract-terms.js';
import { refusalUnlessActive, type ProjectState } from '../project/project.js';
import { refuseProject } from '../project/project.refusals.js';
import { refusalToJudge } from '../project/separation.js';
import type { PlanContent } from './plan-content.js';
import type { ServicePlanCommand } from './service-plan.commands.js';
import type { ServicePlanFact } from './service-plan.facts.js';
import { refuseServicePlan } from './service-plan.refusals.js';

/** The newest version of a project's service plan. The agency writes, the purchaser approves (R82). */
export interface ServicePlanState {
  readonly project: ProjectState;
  readonly quotas: readonly Pick<QuotaTerms, 'code' | 'quantity'>[];
  /** 0 before the first. */
  readonly version: number;
  readonly status: 'none' | 'submitted' | 'approved' | 'returned';
  readonly writtenBy?: string | undefined;
  /** As the newest version plans them. */
  readonly plannedQuotas: PlanContent['quotas'];
}

export const servicePlan = { decide, evolve };

type CommandOf<Kind extends ServicePlanCommand['kind']> = Extract<ServicePlanCommand, { kind: Kind }>;

function decide(command: ServicePlanCommand, state: ServicePlanState): Decision<ServicePlanFact> {
  const refusal = refusalUnlessActive(state.project);
  if (refusal) return refusal;
  return command.kind === 'write' ? write(command, state) : judge(command, state);
}

function write({ content, by, at }: CommandOf<'write'>, state: ServicePlanState): Decision<ServicePlanFact> {
  if (state.project.status === 'accepted') return refuseProject('already-accepted');
  if (state.status === 'submitted') return refuseServicePlan('waits-already');
  return (
    refusalOfQuotas(content, state) ??
    refusalOfStaff(content) ??
    refusalOfWork(content) ?? [{ kind: 'plan-written', version: state.version + 1, content, by: by.actorId, at }]
  );
}

/** Every quota of the contract, at least as much as it says, nothing else (R83). */
function refusalOfQuotas({ quotas }: Pick<PlanContent, 'quotas'>, state: ServicePlanState): Refusal | undefined {
  const planned = new Map(quotas.map(({ code, quantity }) => [code, quantity]));
  if (planned.size < quotas.length) return refuseServicePlan('quota-twice');
  for (const { code, quantity } of state.quotas) {
    const given = planned.get(code);
    if (given === undefined) return refuseServicePlan('quota-missing', { quota: code });
    if (given < quantity) return refuseServicePlan('quota-short', { quota: code, planned: given, agreed: quantity });
    planned.delete(code);
  }
  const [unknown] = planned.keys();
  return unknown === undefined ? undefined : refuseServicePlan('quota-unknown', { quota: unknown });
}

function refusalOfStaff({ staff }: PlanContent): Refusal | undefined {
  if (new Set(staff.map(({ staffCode }) => staffCode)).size < staff.length) return refuseServicePlan('staff-twice');
  if (!staff.some(({ post }) => post === 'supervisor')) return refuseServicePlan('no-supervisor');
  for (const { staffCode, post, certificate, ownEmployee } of staff) {
    if (post === 'other') continue;
    if (certificate === 'none') return refuseServicePlan('not-certified', { staff: staffCode });
    if (!ownEmployee) return refuseServicePlan('not-own-employee', { staff: staffCode });
  }
  return undefined;
}

function refusalOfWork({ schedule, subcontracts }: PlanContent): Refusal | undefined {
  if (schedule.some(({ from, to }) => to < from)) return refuseServicePlan('schedule-reversed');
  if (subcontracts.some(({ core }) => core)) return refuseServicePlan('core-subcontracted');
  return undefined;
}

function judge(command: CommandOf<'approve'> | CommandOf<'return'>, state: ServicePlanState): Decision<ServicePlanFact> {
  const refusal = refusalToJudge(command.by, state.project, state.writtenBy);
  if (refusal) return refusal;
  const { version, at } = command;
  if (version > state.version || state.status === 'none') return refuseServicePlan('not-found');
  if (version !== state.version || state.status !== 'submitted') return refuseServicePlan('not-waiting');
  const judged = { version, by: command.by.actorId, at };
  if (command.kind === 'return') return [{ kind: 'plan-returned', reasons: command.reasons, ...judged }];
  // The contract may have been amended since the plan was written.
  return refusalOfQuotas({ quotas: state.plannedQuotas }, state) ?? [{ kind: 'plan-approved', ...judged }];
}

function evolve(state: ServicePlanState, fact: ServicePlanFact): ServicePlanState {
  switch (fact.kind) {
    case 'plan-written':
      return { ...state, version: fact.version, status: 'submitted', writtenBy: fact.by, plannedQuotas: fact.content.quotas };
    case 'plan-approved':
      return { ...state, status: 'approved' };
    case 'plan-returned':
      return { ...state, status: 'returned' };
    default:
      return unreachable(fact);
  }
}
