import { atMost } from '@goufu/jurisdiction';
import { type BasisPoints, type Decision, type Fen, type Id, type Refusal, shareOf, unreachable } from '@goufu/kernel';
import type { FundUse } from '../fund-source/fund-use.js';
import { refuseLineTransfer as refuse } from './line-transfer.refusals.js';

/** A line as a transfer sees it. */
export interface Side {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly year: number;
  readonly source: string;
  readonly allowedUse: string;
  readonly uses: readonly FundUse[];
  readonly appropriated: Fen;
  readonly available: Fen;
  readonly closed: boolean;
  /** What earlier transfers moved to or from it. */
  readonly moved: Fen;
}

export type LineTransferCommand =
  /** `variance` is the share of an appropriation up to which one approval is enough (R124). */
  | { readonly kind: 'request'; readonly from: Side; readonly to: Side; readonly amount: Fen; readonly variance: BasisPoints; readonly by: string }
  | { readonly kind: 'approve'; readonly from: Side; readonly to: Side; readonly by: string }
  | { readonly kind: 'decline'; readonly by: string };

export type LineTransferFact =
  | { readonly kind: 'requested'; readonly amount: Fen; readonly required: number; readonly by: string }
  | { readonly kind: 'approved'; readonly by: string }
  /** The last approval was given: the money moves now. */
  | { readonly kind: 'effected'; readonly amount: Fen }
  | { readonly kind: 'declined'; readonly by: string };

/** Appropriation that one line is to give to another (R124). */
export interface LineTransfer {
  readonly state: 'none' | 'requested' | 'effected' | 'declined';
  readonly amount: Fen;
  readonly requestedBy: string;
  /** How many different people, none of them the requester, must approve. */
  readonly required: number;
  readonly approvers: readonly string[];
}

export const unasked: LineTransfer = { state: 'none', amount: 0n, requestedBy: '', required: 0, approvers: [] };

export function decide(command: LineTransferCommand, transfer: LineTransfer): Decision<LineTransferFact> {
  switch (command.kind) {
    case 'request': {
      const { from, to, amount, variance, by } = command;
      if (amount <= 0n) return refuse('nothing');
      const objection = objectionTo(from, to, amount);
      return objection ?? [{ kind: 'requested', amount, required: aboveVariance(from, to, amount, variance) ? 2 : 1, by }];
    }
    case 'approve':
      return approve(command, transfer);
    case 'decline':
      return transfer.state === 'requested' ? [{ kind: 'declined', by: command.by }] : refuse('decided');
    default:
      return unreachable(command);
  }
}

function approve({ from, to, by }: LineTransferCommand & { kind: 'approve' }, transfer: LineTransfer): Decision<LineTransferFact> {
  if (transfer.state !== 'requested') return refuse('decided');
  if (by === transfer.requestedBy || transfer.approvers.includes(by)) return refuse('same-person');
  const approved: LineTransferFact = { kind: 'approved', by };
  if (transfer.approvers.length + 1 < transfer.required) return [approved];
  return objectionTo(from, to, transfer.amount) ?? [approved, { kind: 'effected', amount: transfer.amount }];
}

/** Money stays in its region, year and source, and for its use (R115: no change of use), and what is bound stays bound. */
function objectionTo(from: Side, to: Side, amount: Fen): Refusal | undefined {
  if (from.id === to.id) return refuse('same-line');
  if (from.jurisdiction !== to.jurisdiction) return refuse('other-jurisdiction');
  if (from.year !== to.year) return refuse('other-year');
  if (from.source !== to.source) return refuse('other-source');
  if (!sameUse(from, to)) return refuse('other-use');
  if (from.closed || to.closed) return refuse('closed');
  return amount > from.available ? refuse('below-bound', { availableFen: from.available.toString() }) : undefined;
}

/** By the uses where both lines name them, else by the words of the budget. */
function sameUse(from: Side, to: Side): boolean {
  if (from.uses.length === 0 || to.uses.length === 0) return from.uses.length === to.uses.length && from.allowedUse.trim() === to.allowedUse.trim();
  return from.uses.toSorted().join() === to.uses.toSorted().join();
}

/** All transfers of a line together, so that a large one cannot be made of small ones. */
const aboveVariance = (from: Side, to: Side, amount: Fen, variance: BasisPoints): boolean =>
  [from, to].some((side) => !atMost(side.moved + amount, shareOf(side.appropriated, variance)));

export function evolve(transfer: LineTransfer, fact: LineTransferFact): LineTransfer {
  switch (fact.kind) {
    case 'requested':
      return { state: 'requested', amount: fact.amount, requestedBy: fact.by, required: fact.required, approvers: [] };
    case 'approved':
      return { ...transfer, approvers: [...transfer.approvers, fact.by] };
    case 'effected':
    case 'declined':
      return { ...transfer, state: fact.kind };
    default:
      return unreachable(fact);
  }
}
