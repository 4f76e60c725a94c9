import { localDateOf, unreachable, type Decision, type LocalDate, type Refusal } from '@goufu/kernel';
import type { ProjectCommand } from './project.commands.js';
import type { ProjectFact } from './project.facts.js';
import { refuseProject } from './project.refusals.js';
import { refusalToJudge, type Parties } from './separation.js';

/** The performance of one contract, from its signing to the closing. */
export interface ProjectState extends Parties {
  /** `planned`: a service plan waits for approval. */
  readonly status: 'contracted' | 'planned' | 'running' | 'accepted' | 'closed';
  readonly suspended: boolean;
  readonly terminated: boolean;
  /** Of the contract; 0 before its terms are known. */
  readonly revision: number;
  readonly termFrom: LocalDate;
}

/** A project begins from its contract, so that there is no `initial`. */
export const project = { decide, evolve };

type CommandOf<Kind extends ProjectCommand['kind']> = Extract<ProjectCommand, { kind: Kind }>;

function decide(command: ProjectCommand, state: ProjectState): Decision<ProjectFact> {
  switch (command.kind) {
    case 'take-terms':
      return command.terms.revision > state.revision && state.status !== 'closed' ? [{ kind: 'terms-taken', terms: command.terms }] : [];
    case 'suspend':
      return isOver(state) || state.suspended ? [] : [{ kind: 'project-suspended', reason: command.reason }];
    case 'resume':
      return isOver(state) || !state.suspended ? [] : [{ kind: 'project-resumed', reason: command.reason }];
    case 'terminate':
      return isOver(state) ? [] : [{ kind: 'project-terminated', reason: command.reason }];
    case 'await-approval':
      return state.status === 'contracted' ? [{ kind: 'approval-awaited' }] : [];
    case 'plan-again':
      return state.status === 'planned' ? [{ kind: 'plan-asked-again' }] : [];
    case 'start':
      return state.status === 'planned' ? [start(command, state)] : [];
    case 'accept':
      return refusalUnlessRunning(state) ?? [{ kind: 'project-accepted', at: command.at }];
    case 'close':
      return close(command, state);
    default:
      return unreachable(command);
  }
}

const isOver = (state: ProjectState): boolean => state.terminated || state.status === 'closed';

/** The service does not begin before the contract's term does. */
function start({ planVersion, at }: CommandOf<'start'>, { termFrom }: ProjectState): ProjectFact {
  const today = localDateOf(at);
  return { kind: 'project-started', planVersion, startsOn: today < termFrom ? termFrom : today, at };
}

/** Completed needs acceptance, final results and settled money; terminated needs the handover alone. */
function close({ handover, open, by, at }: CommandOf<'close'>, state: ProjectState): Decision<ProjectFact> {
  const refusal = refusalToJudge(by, state) ?? (state.terminated ? undefined : refusalToComplete(open, state));
  if (refusal) return refusal;
  if (state.status === 'closed') return refuseProject('closed');
  if (!handover.recordsHandedOver || !handover.personalDataSettled) return refuseProject('not-handed-over');
  const outcome = state.terminated ? 'terminated' : 'completed';
  return [{ kind: 'project-closed', outcome, closedOn: localDateOf(at), by: by.actorId, at }];
}

function refusalToComplete(open: CommandOf<'close'>['open'], state: ProjectState): Refusal | undefined {
  if (state.status === 'closed') return refuseProject('closed');
  if (state.suspended) return refuseProject('suspended');
  if (state.status !== 'accepted') return refuseProject('not-accepted');
  if (open.rectifications > 0) return refuseProject('rectification-open');
  if (open.evaluations.length > 0) return refuseProject('evaluation-open', { evaluations: open.evaluations.join(', ') });
  if (open.tranches.length > 0) return refuseProject('tranche-open', { tranches: open.tranches.join(', ') });
  return undefined;
}

/** Why nothing can be planned, delivered or accepted now: the contract stands still or is over. */
export function refusalUnlessActive(state: ProjectState): Refusal | undefined {
  if (state.status === 'closed') return refuseProject('closed');
  if (state.terminated) return refuseProject('terminated');
  if (state.suspended) return refuseProject('suspended');
  return undefined;
}

/** Why nothing can be delivered now: it takes an approved service plan and a contract that goes on (R82). */
export function refusalUnlessRunning(state: ProjectState): Refusal | undefined {
  const refusal = refusalUnlessActive(state);
  if (refusal) return refusal;
  if (state.status === 'accepted') return refuseProject('already-accepted');
  return state.status === 'running' ? undefined : refuseProject('not-running');
}

function evolve<State extends ProjectState>(state: State, fact: ProjectFact): State {
  switch (fact.kind) {
    case 'terms-taken':
      return { ...state, revision: fact.terms.revision, termFrom: fact.terms.term.from };
    case 'project-suspended':
      return { ...state, suspended: true };
    case 'project-resumed':
      return { ...state, suspended: false };
    case 'project-terminated':
      return { ...state, terminated: true };
    case 'approval-awaited':
      return { ...state, status: 'planned' };
    case 'plan-asked-again':
      return { ...state, status: 'contracted' };
    case 'project-started':
      return { ...state, status: 'running' };
    case 'project-accepted':
      return { ...state, status: 'accepted' };
    case 'project-closed':
      return { ...state, status: 'closed' };
    default:
      return unreachable(fact);
  }
}
