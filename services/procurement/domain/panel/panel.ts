import { atLeast } from '@goufu/jurisdiction';
import { unreachable, type Decider, type Decision, type Refusal } from '@goufu/kernel';
import type { PanelCommand, PanelGround, Seat } from './panel.commands.js';
import type { PanelFact } from './panel.facts.js';
import { refusePanel as refuse } from './panel.refusals.js';

export type Interest = 'undeclared' | 'none' | 'recused' | 'replaced';

export interface PanelMember extends Seat {
  readonly interest: Interest;
}

export interface PanelState {
  readonly members: readonly PanelMember[];
}

const initial: PanelState = { members: [] };

export const panel = { initial, decide, evolve } satisfies Decider<PanelState, PanelCommand, PanelFact>;

/** Those who score: everybody who was not replaced. */
export const seated = ({ members }: PanelState): readonly PanelMember[] => members.filter(({ interest }) => interest !== 'replaced');

function decide(command: PanelCommand, state: PanelState): Decision<PanelFact> {
  switch (command.kind) {
    case 'compose':
      if (state.members.length > 0) return refuse('already-composed');
      return refusalOfSeats(command.seats, command.ground, command.by) ?? [{ kind: 'composed', seats: command.seats }];
    case 'declare':
      return declare(command, state);
    case 'recuse': {
      const member = memberOf(command.memberId, state);
      if (!member) return refuse('not-on-panel');
      return member.interest === 'recused' ? refuse('already-declared') : [{ kind: 'recused', memberId: command.memberId, reason: command.reason }];
    }
    case 'replace':
      return replace(command, state);
    default:
      return unreachable(command);
  }
}

const memberOf = (memberId: string, state: PanelState): PanelMember | undefined => seated(state).find((member) => member.memberId === memberId);

/** R46, R47, R49, R50, T3: odd, large enough, two thirds experts, led by an expert, nobody of a bidder. */
function refusalOfSeats(seats: readonly Seat[], ground: PanelGround, by: string): Refusal | undefined {
  const { profile } = ground;
  if (new Set(seats.map(({ memberId }) => memberId)).size < seats.length) return refuse('member-twice');
  const minimum = minimumMembers(ground);
  if (seats.length < minimum) return refuse('too-small', { minimum });
  if (profile.get('panel.odd') && seats.length % 2 === 0) return refuse('even');
  const { numerator, denominator } = profile.get('panel.expert_share');
  const experts = seats.filter(({ kind }) => kind === 'expert').length;
  if (!atLeast(experts * denominator, seats.length * numerator)) return refuse('too-few-experts', { experts });
  const leaders = seats.filter(({ leader }) => leader);
  if (leaders.length !== 1 || leaders[0]?.kind !== 'expert') return refuse('leader');
  return seats.map((seat) => refusalToSeat(seat, ground, by)).find((refusal) => refusal !== undefined);
}

/** Five, or seven for a large budget (R46, R49); three in a consultation (T3). */
function minimumMembers({ method, budget, profile }: PanelGround): number {
  if (method === 'competitive-consultation') return profile.get('consultation.panel_minimum_members');
  return atLeast(budget, profile.get('panel.large_budget')) ? profile.get('panel.large_minimum_members') : profile.get('panel.minimum_members');
}

function refusalToSeat({ memberId, orgId, kind }: Seat, { purchaserOrgId, bidderOrgIds }: PanelGround, by: string): Refusal | undefined {
  if (memberId === by) return refuse('composer');
  if (bidderOrgIds.includes(orgId)) return refuse('of-bidder');
  return (kind === 'purchaser-representative') === (orgId === purchaserOrgId) ? undefined : refuse('wrong-seat', { memberId });
}

function declare({ memberId, orgId, bidderOrgIds }: Extract<PanelCommand, { kind: 'declare' }>, state: PanelState): Decision<PanelFact> {
  const member = memberOf(memberId, state);
  if (!member) return refuse('not-on-panel');
  if (member.interest !== 'undeclared') return refuse('already-declared');
  // The token, not the nomination, says to whom the member belongs today.
  if (orgId !== undefined && bidderOrgIds.includes(orgId)) return refuse('of-bidder');
  return [{ kind: 'no-interest-declared', memberId }];
}

function replace({ memberId, seat, ground, by }: Extract<PanelCommand, { kind: 'replace' }>, state: PanelState): Decision<PanelFact> {
  const leaving = memberOf(memberId, state);
  if (!leaving) return refuse('not-on-panel');
  if (leaving.interest !== 'recused') return refuse('not-recused');
  if (state.members.some((member) => member.memberId === seat.memberId)) return refuse('member-twice');
  const after = [...seated(state).filter((member) => member !== leaving), seat];
  return refusalOfSeats(after, ground, by) ?? [{ kind: 'replaced', memberId, seat }];
}

function evolve(state: PanelState, fact: PanelFact): PanelState {
  switch (fact.kind) {
    case 'composed':
      return { members: fact.seats.map((seat) => ({ ...seat, interest: 'undeclared' })) };
    case 'no-interest-declared':
      return withInterest(state, fact.memberId, 'none');
    case 'recused':
      return withInterest(state, fact.memberId, 'recused');
    case 'replaced': {
      const left = withInterest(state, fact.memberId, 'replaced');
      return { members: [...left.members, { ...fact.seat, interest: 'undeclared' }] };
    }
    default:
      return unreachable(fact);
  }
}

const withInterest = ({ members }: PanelState, memberId: string, interest: Interest): PanelState => ({
  members: members.map((member) => (member.memberId === memberId ? { ...member, interest } : member)),
});
