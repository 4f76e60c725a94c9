import { atMost } from '@goufu/jurisdiction';
import { localDateOf, shareOf, unreachable, type Decider, type Decision, type Fen, type Instant } from '@goufu/kernel';
import type { ContractCommand } from './contract.commands.js';
import type { ContractFact, Draft } from './contract.facts.js';
import { refuseContract as refuse } from './contract.refusals.js';
import type { ContractTerms } from './terms.js';
import { refusalOfReservation, refusalOfTerms } from './validate-terms.js';

/** A contract between purchaser and agency. `terms` are those in force; `draft` waits for somebody else's signature (R70). */
export interface ContractState {
  readonly status: 'draft' | 'signed' | 'suspended' | 'terminated' | 'closed';
  /** Of the terms in force; 0 before the first signature. */
  readonly revision: number;
  readonly terms?: ContractTerms | undefined;
  readonly draft?: Draft | undefined;
  /** Price of the first signature; additions are measured by it (R67). */
  readonly originalPrice: Fen;
  readonly signedAt?: Instant | undefined;
  readonly filed: boolean;
  /** Whether funding has bound the budget to the revision in force. */
  readonly commitment: 'pending' | 'recorded' | 'refused';
}

const initial: ContractState = { status: 'draft', revision: 0, originalPrice: 0n, filed: false, commitment: 'pending' };

export const contract = { initial, decide, evolve } satisfies Decider<ContractState, ContractCommand, ContractFact>;

type CommandOf<Kind extends ContractCommand['kind']> = Extract<ContractCommand, { kind: Kind }>;

function decide(command: ContractCommand, state: ContractState): Decision<ContractFact> {
  switch (command.kind) {
    case 'draft':
      return draft(command, state);
    case 'amend':
      return amend(command, state);
    case 'sign':
      return sign(command, state);
    case 'file':
      return file(command, state);
    case 'suspend':
      return state.status === 'signed' ? [{ ...command, kind: 'suspended' }] : refuse('not-running');
    case 'resume':
      return state.status === 'suspended' ? [{ ...command, kind: 'resumed' }] : refuse('not-suspended');
    case 'terminate':
      return state.status === 'signed' || state.status === 'suspended' ? [{ ...command, kind: 'terminated' }] : refuse('not-running');
    case 'note-commitment':
      return command.revision === state.revision && command.outcome !== state.commitment ? [{ kind: 'commitment-noted', outcome: command.outcome }] : [];
    case 'close':
      return state.status === 'signed' || state.status === 'suspended' ? [{ kind: 'closed' }] : [];
    default:
      return unreachable(command);
  }
}

function draft({ terms, termsHash, reserved, profile, by }: CommandOf<'draft'>, state: ContractState): Decision<ContractFact> {
  if (state.status !== 'draft') return refuse('already-signed');
  const refusal = refusalOfTerms(terms, profile) ?? refusalOfReservation(terms.budgetSplit, reserved);
  return refusal ?? [{ kind: 'drafted', draft: { revision: 1, terms, termsHash, by } }];
}

/** All supplements together add at most a tenth to the original price (R67, T12). */
function amend({ terms, termsHash, reason, profile, by }: CommandOf<'amend'>, state: ContractState): Decision<ContractFact> {
  if (state.status !== 'signed') return refuse(state.status === 'draft' ? 'not-signed' : 'not-running');
  const allowed = shareOf(state.originalPrice, profile.get('contract.additions_cap'));
  if (!atMost(terms.price - state.originalPrice, allowed)) return refuse('additions', { atMostFen: allowed.toString() });
  return refusalOfTerms(terms, profile) ?? [{ kind: 'drafted', draft: { revision: state.revision + 1, terms, termsHash, reason, by } }];
}

/** Signed by somebody else than its author, who read exactly this text (R70); an open challenge holds it (R76). */
function sign({ termsHash, heldByChallenge, signFrom, by, at }: CommandOf<'sign'>, state: ContractState): Decision<ContractFact> {
  const waiting = state.draft;
  if (!waiting || (state.status !== 'draft' && state.status !== 'signed')) return refuse('nothing-to-sign');
  if (waiting.by === by) return refuse('same-person');
  if (waiting.termsHash !== termsHash) return refuse('text-changed');
  if (state.terms) return [{ kind: 'amended', draft: waiting, delta: waiting.terms.price - state.terms.price, by, at }];
  if (heldByChallenge) return refuse('challenged');
  if (signFrom !== undefined && at <= signFrom) return refuse('objection-window', { until: signFrom });
  return [{ kind: 'signed', draft: waiting, by, at }];
}

function file({ filingNo, noticeUrl, filedOn, by, today }: CommandOf<'file'>, state: ContractState): Decision<ContractFact> {
  if (state.signedAt === undefined) return refuse('not-signed');
  if (state.filed) return refuse('already-filed');
  if (filedOn < localDateOf(state.signedAt) || filedOn > today) return refuse('filed-outside');
  return [{ kind: 'filed', filingNo, noticeUrl, filedOn, by }];
}

function evolve(state: ContractState, fact: ContractFact): ContractState {
  switch (fact.kind) {
    case 'drafted':
      return { ...state, draft: fact.draft };
    case 'signed':
      return { ...inForce(state, fact.draft), status: 'signed', originalPrice: fact.draft.terms.price, signedAt: fact.at };
    case 'amended':
      return inForce(state, fact.draft);
    case 'filed':
      return { ...state, filed: true };
    case 'suspended':
    case 'terminated':
    case 'closed':
      return { ...state, status: fact.kind };
    case 'resumed':
      return { ...state, status: 'signed' };
    case 'commitment-noted':
      return { ...state, commitment: fact.outcome };
    default:
      return unreachable(fact);
  }
}

const inForce = (state: ContractState, { revision, terms }: Draft): ContractState => ({ ...state, revision, terms, draft: undefined, commitment: 'pending' });
