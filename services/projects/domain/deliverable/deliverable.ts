import { unreachable, type Decision, type Instant, type Refusal } from '@goufu/kernel';
import { refusalUnlessRunning, type ProjectState } from '../project/project.js';
import { refusalToJudge } from '../project/separation.js';
import type { DeliverableCommand } from './deliverable.commands.js';
import type { DeliverableFact } from './deliverable.facts.js';
import { refuseDeliverable } from './deliverable.refusals.js';

/** One thing that a milestone of the contract asks for: handed in by the agency, accepted or returned by the purchaser. */
export interface DeliverableState {
  readonly project: ProjectState;
  readonly status: 'awaited' | 'submitted' | 'accepted' | 'returned';
  /** Of what was handed in last; 0 before. */
  readonly version: number;
  /** An amendment no longer asks for it. */
  readonly dropped: boolean;
  readonly submittedBy?: string | undefined;
  readonly sha256?: string | undefined;
}

export const deliverable = { decide, evolve };

type CommandOf<Kind extends DeliverableCommand['kind']> = Extract<DeliverableCommand, { kind: Kind }>;

function decide(command: DeliverableCommand, state: DeliverableState): Decision<DeliverableFact> {
  return command.kind === 'submit' ? submit(command, state) : judge(command, state);
}

/** Why nothing can be handed in now; asked before a file is received, too. */
export function refusalToSubmit(state: DeliverableState): Refusal | undefined {
  const refusal = refusalUnlessRunning(state.project);
  if (refusal) return refusal;
  if (state.dropped) return refuseDeliverable('dropped');
  if (state.status === 'submitted') return refuseDeliverable('waits-already');
  if (state.status === 'accepted') return refuseDeliverable('already-accepted');
  return undefined;
}

function submit({ file, by, at }: CommandOf<'submit'>, state: DeliverableState): Decision<DeliverableFact> {
  const refusal = refusalToSubmit(state);
  if (refusal) return refusal;
  if (file.sha256 === state.sha256) return refuseDeliverable('same-file');
  return [{ kind: 'deliverable-submitted', version: state.version + 1, file, by, at }];
}

function judge(command: CommandOf<'accept'> | CommandOf<'return'>, state: DeliverableState): Decision<DeliverableFact> {
  const { version, by, at } = command;
  const refusal = refusalToJudge(by, state.project, state.submittedBy) ?? refusalUnlessRunning(state.project);
  if (refusal) return refusal;
  if (version > state.version) return refuseDeliverable('version-not-found');
  if (version < state.version || state.status !== 'submitted') return refuseDeliverable('not-waiting', { version: state.version });
  if (command.kind === 'return') return [{ kind: 'deliverable-returned', version, reasons: command.reasons, by, at }];
  return [{ kind: 'deliverable-accepted', version, by, at }];
}

function evolve<State extends DeliverableState>(state: State, fact: DeliverableFact): State {
  switch (fact.kind) {
    case 'deliverable-submitted':
      return { ...state, status: 'submitted', version: fact.version, submittedBy: fact.by.actorId, sha256: fact.file.sha256 };
    case 'deliverable-accepted':
      return { ...state, status: 'accepted' };
    case 'deliverable-returned':
      return { ...state, status: 'returned' };
    default:
      return unreachable(fact);
  }
}

/** A milestone of the contract with its deliverables; what an amendment dropped no longer counts. */
export interface MilestoneState {
  readonly reachedAt: Instant | undefined;
  readonly dropped: boolean;
  readonly deliverables: readonly Pick<DeliverableState, 'status' | 'dropped'>[];
}

/** Whether a milestone is reached now, for the first time: all its deliverables are accepted. */
export function becomesReached({ reachedAt, dropped, deliverables }: MilestoneState): boolean {
  const asked = deliverables.filter((one) => !one.dropped);
  return reachedAt === undefined && !dropped && asked.length > 0 && asked.every(({ status }) => status === 'accepted');
}
