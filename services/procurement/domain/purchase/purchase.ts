import { assert, sumFen, unreachable, type Decider, type Decision, type Fen, type Id } from '@goufu/kernel';
import type { BudgetPart, PurchaseCommand } from './purchase.commands.js';
import type { PurchaseFact } from './purchase.facts.js';
import { refusePurchase as refuse } from './purchase.refusals.js';

export type PurchaseStatus = 'none' | 'planned' | 'reserved' | 'refused' | 'tendering' | 'awarded' | 'contracted' | 'filed' | 'closed' | 'voided' | 'cancelled';

/** One purchase from its plan to its end. `refused`: the budget was short. `voided`: its tender failed and is not repeated. */
export interface PurchaseState {
  readonly status: PurchaseStatus;
  readonly total: Fen;
  readonly asks: readonly BudgetPart[];
  readonly reservationId?: Id | undefined;
  readonly reserved: readonly BudgetPart[];
  /** What the budget lacked when it was refused. */
  readonly short?: Fen | undefined;
}

const initial: PurchaseState = { status: 'none', total: 0n, asks: [], reserved: [] };

export const purchase = { initial, decide, evolve } satisfies Decider<PurchaseState, PurchaseCommand, PurchaseFact>;

function decide(command: PurchaseCommand, state: PurchaseState): Decision<PurchaseFact> {
  switch (command.kind) {
    case 'plan':
      return plan(command, state);
    case 'note-reserved':
      return state.status === 'planned' ? [{ kind: 'reserved', reservationId: command.reservationId, parts: command.parts }] : [];
    case 'note-refused':
      return state.status === 'planned' ? [{ kind: 'refused', short: command.short }] : [];
    case 'start-tender':
      if (state.status !== 'reserved') return refuse('not-reserved');
      return command.budget > sumFen(state.reserved.map(({ amount }) => amount)) ? refuse('budget-exceeds-reservation') : [{ kind: 'tender-started' }];
    case 'note-void':
      assert(state.status === 'tendering' || state.status === 'awarded', `a ${state.status} purchase has no tender that could be void`);
      return [{ kind: 'tender-void', retender: command.retender }];
    case 'note-awarded':
      assert(state.status === 'tendering', `a ${state.status} purchase is not awarded`);
      return [{ kind: 'awarded' }];
    case 'note-contracted':
      assert(state.status === 'awarded', `a ${state.status} purchase is not contracted`);
      return [{ kind: 'contracted' }];
    case 'note-filed':
      assert(state.status === 'contracted', `the contract of a ${state.status} purchase is not filed`);
      return [{ kind: 'filed' }];
    case 'close':
      return state.status === 'contracted' || state.status === 'filed' ? [{ kind: 'closed' }] : [];
    case 'cancel':
      return ['planned', 'reserved', 'refused', 'tendering', 'awarded'].includes(state.status)
        ? [{ kind: 'cancelled', reason: command.reason, at: command.at }]
        : refuse('not-cancellable');
    default:
      return unreachable(command);
  }
}

function plan(command: Extract<PurchaseCommand, { kind: 'plan' }>, state: PurchaseState): Decision<PurchaseFact> {
  const { total, asks, knownLines, preparation, by } = command;
  if (state.status !== 'none') return refuse('already-planned');
  if (Object.values(command.negativeList).includes(true)) return refuse('negative-list');
  if (preparation.surveyRespondents < command.surveyMinimum) return refuse('survey-too-small', { minimum: command.surveyMinimum });
  if (preparation.publicConsultedOn === undefined) return refuse('public-not-asked');
  if (preparation.keyReviewedOn === undefined) return refuse('not-reviewed');
  if (new Set(asks.map(({ lineId, year }) => `${lineId}/${year}`)).size < asks.length) return refuse('ask-twice');
  if (sumFen(asks.map(({ amount }) => amount)) !== total) return refuse('asks-differ');
  // A later year of a known line may be planned on: its own budget decides when it comes (R126).
  const unknown = asks.find((ask) => !knownLines.some(({ lineId, year }) => lineId === ask.lineId && year <= ask.year));
  if (unknown) return refuse('unknown-line', { lineId: unknown.lineId, year: unknown.year });
  return [{ kind: 'planned', total, asks, by }];
}

function evolve(state: PurchaseState, fact: PurchaseFact): PurchaseState {
  switch (fact.kind) {
    case 'planned':
      return { ...state, status: 'planned', total: fact.total, asks: fact.asks };
    case 'reserved':
      return { ...state, status: 'reserved', reservationId: fact.reservationId, reserved: fact.parts };
    case 'refused':
      return { ...state, status: 'refused', short: fact.short };
    case 'tender-started':
      return { ...state, status: 'tendering' };
    case 'tender-void':
      return fact.retender ? { ...state, status: 'reserved' } : { ...state, status: 'voided', reserved: [] };
    case 'cancelled':
      return { ...state, status: 'cancelled', reserved: [] };
    case 'awarded':
    case 'contracted':
    case 'filed':
    case 'closed':
      return { ...state, status: fact.kind };
    default:
      return unreachable(fact);
  }
}
