import { unreachable, type Decision, type Instant, type Refusal } from '@goufu/kernel';
import { refusalUnlessActive, type ProjectState } from '../project/project.js';
import { refusalToJudge } from '../project/separation.js';
import type { RectificationCommand } from './rectification.commands.js';
import type { RectificationFact } from './rectification.facts.js';
import { refuseRectification } from './rectification.refusals.js';

/** What an evaluation result has the agency put right by `due` (R109). Being late is flagged; only the purchaser fails it. */
export interface RectificationState {
  readonly project: ProjectState;
  readonly status: 'opened' | 'submitted' | 'accepted' | 'failed' | 'dropped';
  readonly due: Instant;
  readonly late: boolean;
  /** Of what was handed in last; 0 before. */
  readonly version: number;
  readonly submittedBy?: string | undefined;
}

export const rectification = { decide, evolve };

type CommandOf<Kind extends RectificationCommand['kind']> = Extract<RectificationCommand, { kind: Kind }>;

const isDecided = ({ status }: RectificationState): boolean => !['opened', 'submitted'].includes(status);

function decide(command: RectificationCommand, state: RectificationState): Decision<RectificationFact> {
  switch (command.kind) {
    case 'submit':
      return submit(command, state);
    case 'accept':
    case 'fail':
      return judge(command, state);
    case 'flag-late':
      return state.status === 'opened' && !state.late ? [{ kind: 'rectification-flagged-late' }] : [];
    case 'drop':
      return isDecided(state) ? [] : [{ kind: 'rectification-dropped' }];
    default:
      return unreachable(command);
  }
}

/** Why nothing can be handed in any more; asked before a file is received, too. */
export const refusalToRectify = (state: RectificationState): Refusal | undefined =>
  refusalUnlessActive(state.project) ?? (isDecided(state) ? refuseRectification('decided') : undefined);

/** The agency may add to what it handed in until the purchaser decides; late is late, but taken. */
function submit({ textZh, fileIds, by, at }: CommandOf<'submit'>, state: RectificationState): Decision<RectificationFact> {
  const refusal = refusalToRectify(state);
  if (refusal) return refusal;
  const late = state.status === 'opened' ? at > state.due : state.late;
  return [{ kind: 'rectification-submitted', version: state.version + 1, textZh, fileIds, late, by, at }];
}

function judge(command: CommandOf<'accept'> | CommandOf<'fail'>, state: RectificationState): Decision<RectificationFact> {
  const { by, at } = command;
  const refusal = refusalToJudge(by, state.project, state.submittedBy) ?? refusalUnlessActive(state.project);
  if (refusal) return refusal;
  if (isDecided(state)) return refuseRectification('decided');
  if (command.kind === 'accept') {
    return state.status === 'opened' ? refuseRectification('not-submitted') : [{ kind: 'rectification-accepted', by, at }];
  }
  if (state.status === 'opened' && at <= state.due) return refuseRectification('still-time', { due: state.due });
  return [{ kind: 'rectification-failed', reasons: command.reasons, by, at }];
}

function evolve<State extends RectificationState>(state: State, fact: RectificationFact): State {
  switch (fact.kind) {
    case 'rectification-submitted':
      return { ...state, status: 'submitted', version: fact.version, late: fact.late, submittedBy: fact.by.actorId };
    case 'rectification-accepted':
      return { ...state, status: 'accepted' };
    case 'rectification-failed':
      return { ...state, status: 'failed' };
    case 'rectification-flagged-late':
      return { ...state, late: true };
    case 'rectification-dropped':
      return { ...state, status: 'dropped' };
    default:
      return unreachable(fact);
  }
}
