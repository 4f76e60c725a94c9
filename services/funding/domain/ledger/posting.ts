import type { Fen, Id } from '@goufu/kernel';

/** Stages of the budget book: 可用 → 预留 → 承诺 → 应付 → 在途 → 已付 (architecture.md section 5). */
export type BudgetStage = 'authority' | 'available' | 'reserved' | 'committed' | 'payable' | 'in-transit' | 'disbursed';
/** Stages of the cash book, which moves beside it. */
export type CashStage = 'authority' | 'treasury' | 'owed' | 'outgoing' | 'paid';

/**
 * One account. Hot accounts belong to a budget line and year; the others to one holder: a reservation part, a
 * commitment, a tranche, or a payment attempt.
 */
export type Account =
  | { readonly book: 'budget'; readonly stage: 'authority' | 'available' | 'disbursed'; readonly lineId: Id; readonly year: number }
  | { readonly book: 'cash'; readonly stage: CashStage; readonly lineId: Id; readonly year: number }
  | { readonly book: 'budget'; readonly stage: 'reserved' | 'committed' | 'payable' | 'in-transit'; readonly holderId: Id; readonly lineId: Id; readonly year: number };

/** One two-sided movement: cannot be unbalanced. */
export interface Transfer {
  readonly from: Account;
  readonly to: Account;
  readonly amount: Fen;
}

/** What one event posts; its legs are the transfers in order, so (eventId, leg) is unique for ever. */
export interface Posting {
  readonly eventId: Id;
  readonly reason: string;
  readonly transfers: readonly Transfer[];
}

/** A part of a tranche on one commitment: budget line and year (R126, R127). */
export interface Allocation {
  readonly commitmentId: Id;
  readonly lineId: Id;
  readonly year: number;
  readonly amount: Fen;
}

const line = (stage: 'authority' | 'available' | 'disbursed', { lineId, year }: Pick<Allocation, 'lineId' | 'year'>): Account => ({
  book: 'budget',
  stage,
  lineId,
  year,
});
const cash = (stage: CashStage, { lineId, year }: Pick<Allocation, 'lineId' | 'year'>): Account => ({ book: 'cash', stage, lineId, year });
const held = (stage: 'reserved' | 'committed' | 'payable' | 'in-transit', holderId: Id, { lineId, year }: Pick<Allocation, 'lineId' | 'year'>): Account => ({
  book: 'budget',
  stage,
  holderId,
  lineId,
  year,
});

const positive = (transfers: readonly Transfer[]): Transfer[] => transfers.filter(({ amount }) => amount > 0n);

/** A line gets its appropriation: authority over the budget, and the cash plan beside it. */
export const appropriate = (at: Pick<Allocation, 'lineId' | 'year'>, amount: Fen): Transfer[] =>
  positive([
    { from: line('authority', at), to: line('available', at), amount },
    { from: cash('authority', at), to: cash('treasury', at), amount },
  ]);

/** A line gives appropriation back; never what is bound. */
export const withdraw = (at: Pick<Allocation, 'lineId' | 'year'>, amount: Fen): Transfer[] => appropriate(at, amount).map(reverse);

/** Available → Reserved for one purchase (R10). */
export const reserve = (reservationId: Id, at: Pick<Allocation, 'lineId' | 'year'>, amount: Fen): Transfer[] =>
  positive([{ from: line('available', at), to: held('reserved', reservationId, at), amount }]);

export const unreserve = (reservationId: Id, at: Pick<Allocation, 'lineId' | 'year'>, amount: Fen): Transfer[] =>
  positive([{ from: held('reserved', reservationId, at), to: line('available', at), amount }]);

/** Reserved → Committed when the contract is signed. */
export const commit = (reservationId: Id, to: Allocation): Transfer[] =>
  positive([{ from: held('reserved', reservationId, to), to: held('committed', to.commitmentId, to), amount: to.amount }]);

/** Committed → Available: what a contract or a deduction no longer needs. */
export const uncommit = (part: Allocation): Transfer[] =>
  positive([{ from: held('committed', part.commitmentId, part), to: line('available', part), amount: part.amount }]);

/** Committed → Payable: the tranche is owed. The cash beside it is set aside. */
export const release = (trancheId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: held('committed', part.commitmentId, part), to: held('payable', trancheId, part), amount: part.amount },
    { from: cash('treasury', part), to: cash('owed', part), amount: part.amount },
  ]);

/** Undoes a release that was not paid. */
export const unrelease = (trancheId: Id, part: Allocation): Transfer[] => release(trancheId, part).map(reverse);

/** Payable → InTransit: the instruction is about to go to the treasury. */
export const instruct = (trancheId: Id, attemptId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: held('payable', trancheId, part), to: held('in-transit', attemptId, part), amount: part.amount },
    { from: cash('owed', part), to: cash('outgoing', part), amount: part.amount },
  ]);

/** The bank rejected or returned the money. */
export const uninstruct = (trancheId: Id, attemptId: Id, part: Allocation): Transfer[] => instruct(trancheId, attemptId, part).map(reverse);

/** InTransit → Disbursed: the statement proves it. */
export const settle = (attemptId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: held('in-transit', attemptId, part), to: line('disbursed', part), amount: part.amount },
    { from: cash('outgoing', part), to: cash('paid', part), amount: part.amount },
  ]);

/** Disbursed → Payable: paid money came back and is owed again. */
export const giveBack = (trancheId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: line('disbursed', part), to: held('payable', trancheId, part), amount: part.amount },
    { from: cash('paid', part), to: cash('owed', part), amount: part.amount },
  ]);

const reverse = ({ from, to, amount }: Transfer): Transfer => ({ from: to, to: from, amount });

/** Splits an amount over allocations in their order: earlier ones are filled first, so that parts are whole fen. */
export function splitOver(amount: Fen, allocations: readonly Allocation[]): Allocation[] {
  const parts: Allocation[] = [];
  let rest = amount;
  for (const allocation of allocations) {
    const taken = rest < allocation.amount ? rest : allocation.amount;
    if (taken > 0n) parts.push({ ...allocation, amount: taken });
    rest -= taken;
  }
  if (rest > 0n) throw new Error(`allocations fall short of ${amount} by ${rest} fen`);
  return parts;
}
