import { type Fen, fold, type Id } from '@goufu/kernel';
import type { Account, Allocation, Transfer } from '../ledger/posting.js';
import { isReleased } from './reading.js';
import { evolve, type Tranche } from './standing.js';
import { neverOwed, transfersOf } from './transfers.js';
import type { Shortage, TrancheFact } from './tranche.facts.js';

/** What there is to pay with: on a commitment, where that is known, and available on a budget line. */
export interface Money {
  readonly committed?: (part: Allocation) => Fen;
  readonly available: (lineId: Id) => Fen;
}

type Paid = Tranche & { readonly allocations: readonly Allocation[] };

/**
 * What becomes of a decision when it is held against the money that is there. Nothing is owed without budget (R10, R115): what a
 * commitment lacks comes from its line, where that is asked; what a line cannot pay waits for it.
 */
export function fund(tranche: Paid, facts: readonly TrancheFact[], { committed, available }: Money): readonly TrancheFact[] {
  const moves = movesOf(tranche, facts);
  const parts = committed ? tranche.allocations.map((part) => ({ ...part, amount: deepest(moves, isOf(part), committed(part)) })).filter(({ amount }) => amount > 0n) : [];
  const replenishing = parts.length > 0 ? [{ kind: 'replenished', parts, revision: tranche.revision + 1 } as const] : [];
  const all = [...replenishing.flatMap((fact) => transfersOf(tranche, fact)), ...moves];
  for (const lineId of new Set(tranche.allocations.map((part) => part.lineId))) {
    const lacks = deepest(all, (account) => account.stage === 'available' && account.lineId === lineId, available(lineId));
    if (lacks > 0n) return fallShort(tranche, facts, { lineId, lacks });
  }
  return [...replenishing, ...facts];
}

/** What the commitments of a tranche lack to pay facts, as far as they are known, and the line to ask for it. */
export function lackOf(tranche: Paid, facts: readonly TrancheFact[], committed: (part: Allocation) => Fen | undefined): Shortage | undefined {
  const moves = movesOf(tranche, facts);
  for (const part of moves.length === 0 ? [] : tranche.allocations) {
    const there = committed(part);
    const lacks = there === undefined ? 0n : deepest(moves, isOf(part), there);
    if (lacks > 0n) return { lineId: part.lineId, lacks };
  }
  return undefined;
}

const movesOf = (tranche: Paid, facts: readonly TrancheFact[]): Transfer[] => {
  const after = { ...tranche, ...fold(evolve, tranche, facts) };
  return facts.flatMap((fact) => transfersOf(after, fact));
};

/** What moves when a release does; all else of a decision stands without it. */
const OF_MONEY: readonly TrancheFact['kind'][] = ['released', 'release-reversed', 'recommitted', 'replenished', 'uncommitted'];

/**
 * A decision to release for which there is no money: nothing of it is posted, what was granted before stays, and the tranche notes
 * the line that it waits for, once. Any other decision that the ledger cannot follow is a fault of whoever made it.
 */
export function fallShort(tranche: Tranche, facts: readonly TrancheFact[], short: Shortage): readonly TrancheFact[] {
  const released = facts.find((fact) => fact.kind === 'released');
  if (!released) throw new Error(`tranche ${tranche.id} has no money for ${facts.map(({ kind }) => kind).join(', ')}`);
  const others = facts.filter(({ kind }) => kind !== 'shortage-over' && !OF_MONEY.includes(kind));
  const standing = fold(evolve, tranche, others);
  const { revision } = released;
  // The appeal that held it is decided: what was granted before may be paid.
  const freed = standing.stage === 'payable' && standing.withheldFor.length > 0;
  const kept: TrancheFact[] = freed ? [...others, { ...released, kind: 'hold-lifted', amount: standing.released, deducted: standing.covers - standing.released, factorBp: standing.factorBp }] : others;
  const before = standing.short;
  if (before && before.lineId === short.lineId && before.lacks === short.lacks) return kept;
  return [...kept, { kind: 'fell-short', short, told: before === undefined && !isReleased(standing.stage), revision }];
}

/** The end of a contract gives back what its commitments hold, which is less than was never owed where they were short before (R115). `take` answers how much of a part is there, and counts it out once. */
export const giveBackWhatIsThere = (tranche: Paid, facts: readonly TrancheFact[], take: (part: Allocation) => Fen): TrancheFact[] =>
  facts.map((fact) => (fact.kind === 'contract-ended' ? { ...fact, parts: neverOwed(tranche, fact.rest).map((part) => ({ ...part, amount: take(part) })) } : fact));

const isOf = ({ commitmentId, lineId, year }: Allocation) => (account: Account) =>
  account.stage === 'committed' && account.holderId === commitmentId && account.lineId === lineId && account.year === year;

/** How far below zero some accounts, which begin with `balance` together, fall on the way. */
function deepest(moves: readonly Transfer[], among: (account: Account) => boolean, balance: Fen): Fen {
  let [now, lowest] = [balance, 0n];
  for (const { from, to, amount } of moves) {
    if (among(from)) now -= amount;
    if (among(to)) now += amount;
    if (now < lowest) lowest = now;
  }
  return -lowest;
}
