import { atMost } from '@goufu/jurisdiction';
import { type BasisPoints, type Fen, type Id, shareOf, sumFen } from '@goufu/kernel';
import { allocate } from '../commitment/commitment.js';
import type { Allocation } from '../ledger/posting.js';

/** A contract as it is bound to its budget. */
export interface Standing {
  /** The price of the first signature, by which all additions together are measured (R67). */
  readonly originalPrice: Fen;
  readonly price: Fen;
  readonly commitments: readonly Allocation[];
  readonly tranches: readonly { readonly id: Id; readonly amount: Fen; readonly decided: boolean }[];
}

/** What a supplementary contract wants instead. Commitments that it keeps have their ids. */
export interface Wanted {
  readonly price: Fen;
  readonly commitments: readonly Allocation[];
  readonly tranches: readonly { readonly id: Id; readonly no: number; readonly amount: Fen }[];
}

export type Addition =
  /** `commitments` are what is bound in addition; `tranches` what each gets more, and which commitments pay it. */
  | { readonly kind: 'added'; readonly commitments: readonly Allocation[]; readonly tranches: readonly { readonly id: Id; readonly more: Fen; readonly parts: readonly Allocation[] }[] }
  | { readonly kind: 'refused'; readonly reason: 'above-cap' | 'split-differs'; readonly over: Fen };

const SPLIT_DIFFERS: Addition = { kind: 'refused', reason: 'split-differs', over: 0n };

/**
 * What a supplement adds (R67): more on commitments and on tranches that are not decided yet, or new ones. Together with all earlier
 * ones at most the cap over the original price (T12). What is bound is not taken away, and what is decided stays.
 */
export function addition(standing: Standing, wanted: Wanted, cap: BasisPoints): Addition {
  const most = standing.originalPrice + shareOf(standing.originalPrice, cap);
  if (!atMost(wanted.price, most)) return { kind: 'refused', reason: 'above-cap', over: wanted.price - most };
  const commitments = wanted.commitments.map((part) => ({ ...part, amount: part.amount - amountOf(standing.commitments, part.commitmentId) }));
  const before = new Map(standing.tranches.map(({ id, amount }) => [id, amount]));
  const tranches = wanted.tranches.toSorted((a, b) => a.no - b.no).map(({ id, amount }) => ({ id, more: amount - (before.get(id) ?? 0n) }));
  const takesAway = commitments.some(({ amount }) => amount < 0n) || tranches.some(({ more }) => more < 0n);
  if (takesAway || !keepsAll(standing, wanted) || changesDecided(standing, tranches)) return SPLIT_DIFFERS;
  const added = commitments.filter(({ amount }) => amount > 0n);
  const grown = tranches.filter(({ more }) => more > 0n);
  if (sumFen(grown.map(({ more }) => more)) !== sumFen(added.map(({ amount }) => amount))) return SPLIT_DIFFERS;
  const parts = allocate(grown.map(({ more }) => more), added);
  return { kind: 'added', commitments: added, tranches: grown.map((tranche, i) => ({ ...tranche, parts: parts[i] ?? [] })) };
}

const amountOf = (commitments: readonly Allocation[], id: Id): Fen => commitments.find(({ commitmentId }) => commitmentId === id)?.amount ?? 0n;

/** Every commitment and tranche of before is still there. */
const keepsAll = (standing: Standing, wanted: Wanted): boolean =>
  standing.commitments.every(({ commitmentId }) => wanted.commitments.some((part) => part.commitmentId === commitmentId)) &&
  standing.tranches.every(({ id }) => wanted.tranches.some((tranche) => tranche.id === id));

const changesDecided = (standing: Standing, tranches: readonly { readonly id: Id; readonly more: Fen }[]): boolean =>
  tranches.some(({ id, more }) => more !== 0n && standing.tranches.find((one) => one.id === id)?.decided === true);

/** A tranche's allocations with more on them: one part per commitment, the order of before. */
export function grow(allocations: readonly Allocation[], parts: readonly Allocation[]): Allocation[] {
  const grown = allocations.map((part) => ({ ...part, amount: part.amount + amountOf(parts, part.commitmentId) }));
  return [...grown, ...parts.filter(({ commitmentId }) => !allocations.some((part) => part.commitmentId === commitmentId))];
}
