import { unreachable, type Decider, type Decision } from '@goufu/kernel';
import type { ChallengeCommand } from './challenge.commands.js';
import type { ChallengeFact } from './challenge.facts.js';
import { refuseChallenge as refuse } from './challenge.refusals.js';

/** One supplier's challenge of one step. While it is open and `holds`, nothing is announced or signed (R76). */
export interface ChallengeState {
  readonly status: 'none' | 'filed' | 'upheld' | 'dismissed' | 'withdrawn';
  readonly holds: boolean;
}

const initial: ChallengeState = { status: 'none', holds: false };

export const challenge = { initial, decide, evolve } satisfies Decider<ChallengeState, ChallengeCommand, ChallengeFact>;

function decide(command: ChallengeCommand, state: ChallengeState): Decision<ChallengeFact> {
  switch (command.kind) {
    case 'file':
      return file(command);
    case 'decide':
      if (state.status !== 'filed') return refuse('already-decided');
      if (command.voidTender && command.contractSigned) return refuse('not-voidable');
      return [{ kind: 'decided', outcome: command.outcome, voidTender: command.voidTender && command.outcome === 'upheld', at: command.at }];
    case 'withdraw':
      return state.status === 'filed' ? [{ kind: 'decided', outcome: 'withdrawn', voidTender: false, at: command.at }] : refuse('already-decided');
    default:
      return unreachable(command);
  }
}

/** In time, by somebody who took part, once per step (R73). Holds whatever is not signed yet (R76). */
function file(command: Extract<ChallengeCommand, { kind: 'file' }>): Decision<ChallengeFact> {
  const { stage, window, participated, before, contractSigned, replyUntil, at } = command;
  if (!participated) return refuse('not-a-participant');
  if (before) return refuse('already-filed');
  if (window.from === undefined || window.until === undefined || at < window.from) return refuse('too-early');
  if (at > window.until) return refuse('too-late', { until: window.until });
  return [{ kind: 'filed', stage, holds: !contractSigned, replyUntil, at }];
}

function evolve(state: ChallengeState, fact: ChallengeFact): ChallengeState {
  return fact.kind === 'filed' ? { status: 'filed', holds: fact.holds } : { ...state, status: fact.outcome };
}
