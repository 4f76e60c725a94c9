import { unreachable, type Decision, type Instant, type Refusal } from '@goufu/kernel';
import type { Reopening } from '../sheet/sheet-content.js';
import type { Party } from '../template/template-content.js';
import { newMember, seatsOf, type Nomination, type PanelMember } from './panel.js';
import type { RoundCommand } from './round.commands.js';
import type { RoundFact } from './round.facts.js';
import { refuseRound } from './round.refusals.js';

/**
 * One evaluation of the contract's plan, from waiting for its milestone to the last signature. What becomes of the
 * score after that is the result's story. `concluded` opens again for a later revision only.
 */
export interface RoundState {
  readonly status: 'planned' | 'ready' | 'open' | 'concluded' | 'cancelled';
  /** Number of the revision that is being or was scored; from 1. */
  readonly revision: number;
  readonly agencyOrgId: string;
  readonly suspended: boolean;
  /** Parties that have a weight in the frozen template, and the codes of its scored indicators. */
  readonly parties: readonly Party[];
  readonly indicators: readonly string[];
  readonly members: readonly PanelMember[];
  readonly openedBy?: string | undefined;
  readonly due?: Instant | undefined;
  readonly reopening?: Reopening | undefined;
  readonly because?: 'appeal-upheld' | 'correction' | undefined;
}

/** A round begins from its contract's plan, so that there is no `initial`. */
export const round = { decide, evolve };

type CommandOf<Kind extends RoundCommand['kind']> = Extract<RoundCommand, { kind: Kind }>;

function decide(command: RoundCommand, state: RoundState): Decision<RoundFact> {
  switch (command.kind) {
    case 'make-ready':
      return state.status === 'planned' ? [{ kind: 'round-ready', cause: command.cause, at: command.at }] : [];
    case 'open':
      return open(command, state);
    case 'declare-no-interest':
      return declareNoInterest(command, state);
    case 'recuse':
      return recuse(command, state);
    case 'replace-member':
      return replaceMember(command, state);
    case 'count-signature':
      return countSignature(command, state);
    case 'reopen':
      return reopen(command, state);
    case 'cancel':
      return ['planned', 'ready'].includes(state.status) ? [{ kind: 'round-cancelled', reason: command.reason }] : [];
    default:
      return unreachable(command);
  }
}

function open(command: CommandOf<'open'>, state: RoundState): Decision<RoundFact> {
  if (state.status === 'planned') return refuseRound('not-ready');
  if (state.status !== 'ready') return refuseRound('already-open');
  if (state.suspended) return refuseRound('contract-suspended');
  const { panel, due, by, at } = command;
  if (panel.length === 0) return refuseRound('panel-empty');
  const ids = panel.map(({ evaluatorId }) => evaluatorId);
  if (new Set(ids).size < ids.length) return refuseRound('member-twice');
  const wrong = panel.map((member) => refusalToSeat(member, by, state)).find((refusal) => refusal !== undefined);
  if (wrong) return wrong;
  const missing = state.parties.find((party) => !panel.some((member) => member.party === party));
  if (missing) return refuseRound('party-missing', { party: missing });
  if (due <= at) return refuseRound('due-in-the-past');
  return [{ kind: 'round-opened', panel, due, by, at }];
}

function refusalToSeat(member: Nomination, composedBy: string, state: RoundState): Refusal | undefined {
  if (member.orgId === state.agencyOrgId) return refuseRound('member-of-agency');
  if (member.evaluatorId === composedBy) return refuseRound('opener-on-panel');
  return state.parties.includes(member.party) ? undefined : refuseRound('party-unknown', { party: member.party });
}

const memberOf = (evaluatorId: string, { members }: RoundState): PanelMember | undefined =>
  seatsOf(members).find((member) => member.evaluatorId === evaluatorId);

function declareNoInterest({ evaluatorId, orgId }: CommandOf<'declare-no-interest'>, state: RoundState): Decision<RoundFact> {
  if (state.status !== 'open') return refuseRound('not-open');
  const member = memberOf(evaluatorId, state);
  if (!member) return refuseRound('not-on-panel');
  if (member.interest !== 'undeclared') return refuseRound('already-declared');
  // The token, not the nomination, says to whom the evaluator belongs today.
  if (orgId === state.agencyOrgId) return refuseRound('member-of-agency');
  return [{ kind: 'no-interest-declared', evaluatorId }];
}

function recuse({ evaluatorId, ground }: CommandOf<'recuse'>, state: RoundState): Decision<RoundFact> {
  if (state.status !== 'open') return refuseRound('not-open');
  const member = memberOf(evaluatorId, state);
  if (!member) return refuseRound('not-on-panel');
  if (member.interest === 'recused') return refuseRound('already-recused');
  if (member.signed) return refuseRound('already-signed');
  return [{ kind: 'member-recused', evaluatorId, ground }];
}

function replaceMember(command: CommandOf<'replace-member'>, state: RoundState): Decision<RoundFact> {
  if (state.status !== 'open') return refuseRound('not-open');
  const { evaluatorId, replacement, by } = command;
  const leaving = memberOf(evaluatorId, state);
  if (!leaving) return refuseRound('not-on-panel');
  if (leaving.interest !== 'recused') return refuseRound('not-recused');
  if (state.members.some((member) => member.evaluatorId === replacement.evaluatorId)) return refuseRound('member-twice');
  if (replacement.party !== leaving.party) return refuseRound('other-party', { party: leaving.party });
  return refusalToSeat(replacement, by, state) ?? [{ kind: 'member-replaced', evaluatorId, replacement }];
}

/** The sheet's own decision came first; here the round learns of it, and ends with the last one. */
function countSignature({ evaluatorId, at }: CommandOf<'count-signature'>, state: RoundState): Decision<RoundFact> {
  if (state.status !== 'open') return refuseRound('not-open');
  const member = memberOf(evaluatorId, state);
  if (!member || member.interest !== 'none') return refuseRound('not-on-panel');
  if (member.signed) return refuseRound('already-signed');
  const others = seatsOf(state.members).filter((other) => other !== member);
  const counted = { kind: 'signature-counted', evaluatorId } as const;
  return others.every(({ signed }) => signed) ? [counted, { kind: 'round-concluded', at }] : [counted];
}

function reopen(command: CommandOf<'reopen'>, state: RoundState): Decision<RoundFact> {
  if (state.status !== 'concluded') return refuseRound('not-concluded');
  const { indicators, vetoes } = command.reopening;
  if (indicators.length === 0 && !vetoes) return refuseRound('nothing-reopened');
  const unknown = indicators.find((code) => !state.indicators.includes(code));
  if (unknown !== undefined) return refuseRound('unknown-indicator', { indicator: unknown });
  if (command.due <= command.at) return refuseRound('due-in-the-past');
  return [{ ...command, kind: 'round-reopened' }];
}

function evolve(state: RoundState, fact: RoundFact): RoundState {
  switch (fact.kind) {
    case 'round-ready':
      return { ...state, status: 'ready' };
    case 'round-opened':
      return { ...state, status: 'open', members: fact.panel.map(newMember), openedBy: fact.by, due: fact.due };
    case 'no-interest-declared':
      return changeMember(state, fact.evaluatorId, { interest: 'none' });
    case 'member-recused':
      return changeMember(state, fact.evaluatorId, { interest: 'recused', ground: fact.ground });
    case 'member-replaced': {
      const left = changeMember(state, fact.evaluatorId, { interest: 'replaced' });
      return { ...left, members: [...left.members, newMember(fact.replacement)] };
    }
    case 'signature-counted':
      return changeMember(state, fact.evaluatorId, { signed: true });
    case 'round-concluded':
      return { ...state, status: 'concluded' };
    case 'round-reopened':
      return {
        ...state,
        status: 'open',
        revision: state.revision + 1,
        reopening: fact.reopening,
        because: fact.because,
        due: fact.due,
        members: state.members.map((member) => ({ ...member, signed: false })),
      };
    case 'round-cancelled':
      return { ...state, status: 'cancelled' };
    default:
      return unreachable(fact);
  }
}

const changeMember = (state: RoundState, evaluatorId: string, change: Partial<PanelMember>): RoundState => ({
  ...state,
  members: state.members.map((member) => (member.evaluatorId === evaluatorId ? { ...member, ...change } : member)),
});
