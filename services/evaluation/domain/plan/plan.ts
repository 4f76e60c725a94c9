import { WHOLE, assert, unreachable, type BasisPoints } from '@goufu/kernel';
import type { PlanItem } from './plan-item.js';
import type { PlanCommand } from './plan.commands.js';
import type { PlanFact } from './plan.facts.js';

/** The evaluations of one contract as its newest revision says. */
export interface PlanState {
  readonly status: 'none' | 'active' | 'suspended' | 'terminated';
  readonly revision: number;
  readonly items: readonly PlanItem[];
  /** Codes of evaluations that were opened: an amendment no longer touches them. */
  readonly begun: readonly string[];
}

export const NO_PLAN: PlanState = { status: 'none', revision: 0, items: [], begun: [] };

/**
 * The plan follows the contract and refuses nothing: what is older than what it knows changes nothing, and terms that
 * contradict themselves are a bug of the publisher that parks the fact.
 */
export const plan = { decide, evolve };

function decide(command: PlanCommand, state: PlanState): readonly PlanFact[] {
  switch (command.kind) {
    case 'freeze':
      return state.status === 'terminated' || command.revision <= state.revision ? [] : freeze(command.revision, command.items, state);
    case 'suspend':
      return state.status === 'active' ? [{ kind: 'plan-suspended' }] : [];
    case 'resume':
      return state.status === 'suspended' ? [{ kind: 'plan-resumed' }] : [];
    case 'terminate':
      return state.status === 'none' || state.status === 'terminated' ? [] : terminate(state);
    default:
      return unreachable(command);
  }
}

function evolve(state: PlanState, fact: PlanFact): PlanState {
  switch (fact.kind) {
    case 'plan-frozen':
      return { ...state, status: state.status === 'none' ? 'active' : state.status, revision: fact.revision, items: fact.items };
    case 'plan-suspended':
      return { ...state, status: 'suspended' };
    case 'plan-resumed':
      return { ...state, status: 'active' };
    case 'plan-terminated':
      return { ...state, status: 'terminated' };
    case 'evaluation-planned':
    case 'evaluation-replanned':
    case 'evaluation-dropped':
      return state;
    default:
      return unreachable(fact);
  }
}

function freeze(revision: number, wanted: readonly PlanItem[], state: PlanState): readonly PlanFact[] {
  const codes = wanted.map(({ code }) => code);
  assert(new Set(codes).size === codes.length, `an evaluation code stands once in a plan: ${codes.join(', ')}`);
  const weightBp = wanted.reduce((sum, item) => sum + item.weightBp, 0);
  assert(weightBp <= WHOLE, `the weights of a plan are at most the whole, got ${weightBp}`);
  const begun = state.items.filter(({ code }) => state.begun.includes(code));
  const items = [...begun, ...wanted.filter(({ code }) => !state.begun.includes(code))];
  const before = new Set(state.items.map(({ code }) => code));
  const changes = wanted
    .filter(({ code }) => !state.begun.includes(code))
    .map((item): PlanFact => ({ kind: before.has(item.code) ? 'evaluation-replanned' : 'evaluation-planned', item }));
  const dropped = state.items
    .filter(({ code }) => !codes.includes(code) && !state.begun.includes(code))
    .map(({ code }): PlanFact => ({ kind: 'evaluation-dropped', code, reason: 'contract-amended' }));
  return [{ kind: 'plan-frozen', revision, items }, ...changes, ...dropped];
}

function terminate({ items, begun }: PlanState): readonly PlanFact[] {
  const dropped = items
    .filter(({ code }) => !begun.includes(code))
    .map(({ code }): PlanFact => ({ kind: 'evaluation-dropped', code, reason: 'contract-terminated' }));
  return [{ kind: 'plan-terminated' }, ...dropped];
}

/** Score of a contract over its published evaluations so far: Σ weight × score over Σ weight, or nothing yet (R106). */
export function overallScoreBp(published: readonly { readonly weightBp: BasisPoints; readonly scoreBp: BasisPoints }[]): BasisPoints | undefined {
  const weight = published.reduce((sum, item) => sum + BigInt(item.weightBp), 0n);
  if (weight === 0n) return undefined;
  const weighted = published.reduce((sum, item) => sum + BigInt(item.weightBp) * BigInt(item.scoreBp), 0n);
  return Number((2n * weighted + weight) / (2n * weight));
}
