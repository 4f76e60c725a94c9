import { assert, unreachable, type BasisPoints, type Decider, type Decision, type Fen, type Id, type Instant } from '@goufu/kernel';
import type { Profile } from '@goufu/jurisdiction';
import type { Ranked } from '../score/ranking.js';
import { publish } from './publish.js';
import type { Criterion, OpenedBid, TenderCommand, TenderMethod } from './tender.commands.js';
import type { TenderFact } from './tender.facts.js';
import { refuseTender as refuse } from './tender.refusals.js';

export type TenderStatus = 'none' | 'open' | 'opened' | 'evaluated' | 'awarded' | 'void';

/** One tender from its notice to its award. `bids` are the valid ones, known only after the opening (R41). */
export interface TenderState {
  readonly status: TenderStatus;
  readonly method: TenderMethod;
  readonly budget: Fen;
  readonly criteria: readonly Criterion[];
  readonly priceWeightBp: BasisPoints;
  readonly deductionBp: BasisPoints;
  readonly bidsUntil: Instant;
  readonly retenderIfVoid: boolean;
  readonly bids: readonly OpenedBid[];
  readonly ranking: readonly Ranked[];
}

const initial: TenderState = {
  status: 'none', method: 'open-tender', budget: 0n, criteria: [], priceWeightBp: 0, deductionBp: 0, bidsUntil: '', retenderIfVoid: false, bids: [], ranking: [],
};

export const tender = { initial, decide, evolve } satisfies Decider<TenderState, TenderCommand, TenderFact>;

function decide(command: TenderCommand, state: TenderState): Decision<TenderFact> {
  switch (command.kind) {
    case 'publish':
      return state.status === 'none' ? publish(command) : refuse('already-published');
    case 'open':
      return open(command, state);
    case 'reject-bid':
      return rejectBid(command, state);
    case 'conclude':
      assert(state.status === 'opened', `a tender that is ${state.status} is not evaluated`);
      return [{ kind: 'evaluated', ranking: command.ranking }];
    case 'announce':
      return announce(command, state);
    case 'void':
      if (state.status === 'void') return [];
      return [{ kind: 'voided', rule: command.rule, reason: command.reason, retender: command.retender }];
    default:
      return unreachable(command);
  }
}

/**
 * Fewest bidders that may go on: three, or two where a consultation for a purchased service may continue with two (R30, R44, T4).
 */
const minimumBidders = (method: TenderMethod, profile: Profile): number =>
  method === 'competitive-consultation' && profile.get('consultation.two_suppliers') !== 'refused' ? 2 : profile.get('tender.minimum_bidders');

const tooFew = (left: number, state: TenderState, rule: string): TenderFact => ({
  kind: 'voided', rule, reason: `有效供应商仅 ${left} 家，不足法定家数`, retender: state.retenderIfVoid,
});

/** The opening at the very time of the deadline (R43). Bids above the budget are invalid (R57); too few make the tender void (R44, R45). */
function open({ bids, profile, at }: Extract<TenderCommand, { kind: 'open' }>, state: TenderState): Decision<TenderFact> {
  if (state.status !== 'open') return [];
  if (at < state.bidsUntil) return refuse('sealed', { bidsUntil: state.bidsUntil });
  const minimum = minimumBidders(state.method, profile);
  if (bids.length < minimum) return [tooFew(bids.length, state, 'R43')];
  const opened: TenderFact = { kind: 'opened', bids, at };
  const tooDear = bids.filter(({ price }) => price > state.budget);
  const rejected = tooDear.map(({ id }): TenderFact => ({ kind: 'bid-rejected', bidId: id, stage: 'price', reason: '报价超过采购预算', rule: 'R57' }));
  if (tooDear.length === bids.length) {
    return [opened, ...rejected, { kind: 'voided', rule: 'R45', reason: '所有报价均超过采购预算', retender: state.retenderIfVoid }];
  }
  const left = bids.length - tooDear.length;
  return left < minimum ? [opened, ...rejected, tooFew(left, state, 'R44')] : [opened, ...rejected];
}

/** Qualification is the purchaser's review, conformity the panel's; each is a gate (R44). */
function rejectBid(command: Extract<TenderCommand, { kind: 'reject-bid' }>, state: TenderState): Decision<TenderFact> {
  if (state.status !== 'opened') return refuse('not-opened');
  if (!state.bids.some(({ id }) => id === command.bidId)) return refuse('unknown-bid');
  if (command.as !== (command.stage === 'qualification' ? 'purchaser' : 'panel-leader')) return refuse('stage-of-others');
  if (command.scoresBegun) return refuse('scores-begun');
  const rejected: TenderFact = { kind: 'bid-rejected', bidId: command.bidId, stage: command.stage, reason: command.reason, rule: 'R57' };
  const left = state.bids.length - 1;
  return left < minimumBidders(state.method, command.profile) ? [rejected, tooFew(left, state, 'R44')] : [rejected];
}

/** The purchaser confirms the first of the ranking (R61). */
function announce({ heldByChallenge }: Extract<TenderCommand, { kind: 'announce' }>, state: TenderState): Decision<TenderFact> {
  if (state.status !== 'evaluated') return refuse('not-evaluated');
  if (heldByChallenge) return refuse('challenged');
  const [winner] = state.ranking;
  assert(winner !== undefined, 'an evaluated tender has a ranking');
  return [{ kind: 'announced', winner }];
}

const without = (bids: readonly OpenedBid[], bidId: Id): readonly OpenedBid[] => bids.filter(({ id }) => id !== bidId);

function evolve(state: TenderState, fact: TenderFact): TenderState {
  switch (fact.kind) {
    case 'published': {
      const { method, budget, criteria, priceWeightBp, deductionBp, bidsUntil, retenderIfVoid } = fact;
      return { ...state, status: 'open', method, budget, criteria, priceWeightBp, deductionBp, bidsUntil, retenderIfVoid };
    }
    case 'opened':
      return { ...state, status: 'opened', bids: fact.bids };
    case 'bid-rejected':
      return { ...state, bids: without(state.bids, fact.bidId) };
    case 'evaluated':
      return { ...state, status: 'evaluated', ranking: fact.ranking };
    case 'announced':
      return { ...state, status: 'awarded' };
    case 'voided':
      return { ...state, status: 'void' };
    default:
      return unreachable(fact);
  }
}
