import { plusMilliseconds, unreachable, type Decision, type Instant, type Refusal } from '@goufu/kernel';
import type { ResultCommand } from './result.commands.js';
import type { ResultFact } from './result.facts.js';
import { refuseResult } from './result.refusals.js';

/**
 * One revision of a round's score on its way to finality. Only a published one moves money (architecture section 5,
 * "Finality"); a revision that follows an upheld appeal is final at once.
 */
export interface ResultState {
  readonly status: 'computed' | 'notified' | 'appealed' | 'published' | 'set-aside' | 'superseded';
  readonly agencyOrgId: string;
  readonly appealUntil?: Instant | undefined;
}

export const result = { decide, evolve };

function decide(command: ResultCommand, state: ResultState): Decision<ResultFact> {
  switch (command.kind) {
    case 'notify':
      if (state.status !== 'computed') return refuseResult('already-notified');
      return [{ kind: 'result-notified', appealUntil: command.appealUntil, by: command.by, at: command.at }];
    case 'accept':
      return refusalToAccept(command.byOrgId, command.at, state) ?? [{ kind: 'result-published', because: 'accepted', at: command.at }];
    case 'close-window':
      // The task that closes the window may come late or twice: only a result that still waits becomes final by it.
      return state.status === 'notified' && windowOver(state, command.at) ? [{ kind: 'result-published', because: 'window-over', at: command.at }] : [];
    case 'take-appeal':
      return refusalToAppeal(command.byOrgId, command.at, state) ?? [{ kind: 'result-appealed' }];
    case 'end-appeal':
      if (state.status !== 'appealed') return refuseResult('no-open-appeal');
      return command.outcome === 'upheld' ? [{ kind: 'result-set-aside' }] : [{ kind: 'result-published', because: 'appeal-dismissed', at: command.at }];
    case 'publish-after-appeal':
      return state.status === 'computed' ? [{ kind: 'result-published', because: 'appeal-upheld', at: command.at }] : [];
    case 'supersede':
      return state.status === 'published' ? [{ kind: 'result-superseded' }] : [];
    default:
      return unreachable(command);
  }
}

/** The window is open up to and including its last moment. */
const windowOver = ({ appealUntil }: ResultState, at: Instant): boolean => appealUntil !== undefined && at > appealUntil;

/** The first moment at which `close-window` makes the result final. */
export const windowOverAt = (appealUntil: Instant): Instant => plusMilliseconds(appealUntil, 1);

function refusalToAccept(byOrgId: string | undefined, at: Instant, state: ResultState): Refusal | undefined {
  if (byOrgId !== state.agencyOrgId) return refuseResult('not-found');
  if (state.status === 'computed') return refuseResult('not-notified');
  if (state.status !== 'notified') return refuseResult('already-final');
  return windowOver(state, at) ? refuseResult('window-over') : undefined;
}

function refusalToAppeal(byOrgId: string | undefined, at: Instant, state: ResultState): Refusal | undefined {
  if (byOrgId !== state.agencyOrgId) return refuseResult('not-found');
  if (state.status === 'computed') return refuseResult('not-notified');
  if (state.status === 'appealed') return refuseResult('already-appealed');
  if (state.status !== 'notified') return refuseResult('already-final');
  return windowOver(state, at) ? refuseResult('window-over') : undefined;
}

function evolve(state: ResultState, fact: ResultFact): ResultState {
  switch (fact.kind) {
    case 'result-notified':
      return { ...state, status: 'notified', appealUntil: fact.appealUntil };
    case 'result-appealed':
      return { ...state, status: 'appealed' };
    case 'result-set-aside':
      return { ...state, status: 'set-aside' };
    case 'result-published':
      return { ...state, status: 'published' };
    case 'result-superseded':
      return { ...state, status: 'superseded' };
    default:
      return unreachable(fact);
  }
}
