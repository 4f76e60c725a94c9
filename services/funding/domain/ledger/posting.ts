import type { Fen, Id } from '@goufu/kernel';

/**
 * Stages of a line in the budget book; those of holders lie between them: 待分配 → 可用 → 预留 → 承诺 → 应付 → 在途 → 已付.
 * What a closed year leaves over ends as 结转 (carried) or 结余收回 (lapsed).
 */
type LineStage = 'authority' | 'unallotted' | 'available' | 'disbursed' | 'carried' | 'lapsed';
/** Stages of the cash book, which moves beside it. */
export type CashStage = 'authority' | 'treasury' | 'owed' | 'outgoing' | 'paid';

/**
 * One account. Hot accounts belong to a budget line and year; the others to one holder: a reservation part, a
 * commitment, a tranche, or a payment attempt.
 */
export type Account =
  | { readonly book: 'budget'; readonly stage: LineStage; readonly lineId: Id; readonly year: number }
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
  /** Of a later year whose budget is not there yet: nothing is committed to it so far (R126). */
  readonly foreseen?: boolean;
}

type LineYear = Pick<Allocation, 'lineId' | 'year'>;

const line = (stage: LineStage, { lineId, year }: LineYear): Account => ({ book: 'budget', stage, lineId, year });
const cash = (stage: CashStage, { lineId, year }: LineYear): Account => ({ book: 'cash', stage, lineId, year });
const held = (stage: 'reserved' | 'committed' | 'payable' | 'in-transit', holderId: Id, { lineId, year }: LineYear): Account => ({
  book: 'budget',
  stage,
  holderId,
  lineId,
  year,
});

const positive = (transfers: readonly Transfer[]): Transfer[] => transfers.filter(({ amount }) => amount > 0n);

/**
 * A line gets its appropriation: authority over the budget, and the cash plan beside it. At once available, or first
 * unallotted (docs/adr/0009).
 */
export const appropriate = (at: LineYear, amount: Fen, to: 'available' | 'unallotted' = 'available'): Transfer[] =>
  positive([
    { from: line('authority', at), to: line(to, at), amount },
    { from: cash('authority', at), to: cash('treasury', at), amount },
  ]);

/** A line gives appropriation back; never what is bound. */
export const withdraw = (at: LineYear, amount: Fen, from: 'available' | 'unallotted' = 'available'): Transfer[] => appropriate(at, amount, from).map(reverse);

/** Unallotted → Available: the money may be spent from now on. */
export const allot = (at: LineYear, amount: Fen): Transfer[] => positive([{ from: line('unallotted', at), to: line('available', at), amount }]);

/** Available → Reserved for one purchase (R10). */
export const reserve = (reservationId: Id, at: LineYear, amount: Fen): Transfer[] =>
  positive([{ from: line('available', at), to: held('reserved', reservationId, at), amount }]);

export const unreserve = (reservationId: Id, at: LineYear, amount: Fen): Transfer[] =>
  positive([{ from: held('reserved', reservationId, at), to: line('available', at), amount }]);

/** Reserved → Committed when the contract is signed. */
export const commit = (reservationId: Id, to: Allocation): Transfer[] =>
  positive([{ from: held('reserved', reservationId, to), to: held('committed', to.commitmentId, to), amount: to.amount }]);

/** Committed → Available: what a contract or a deduction no longer needs. */
export const uncommit = (part: Allocation): Transfer[] =>
  positive(part.foreseen ? [] : [{ from: held('committed', part.commitmentId, part), to: line('available', part), amount: part.amount }]);

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

/** Payable → Disbursed without a payment: it is set off against what the agency is to refund (R123). */
export const setOff = (trancheId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: held('payable', trancheId, part), to: line('disbursed', part), amount: part.amount },
    { from: cash('owed', part), to: cash('paid', part), amount: part.amount },
  ]);

/** Disbursed → Payable: paid money came back and is owed again. */
export const giveBack = (trancheId: Id, part: Allocation): Transfer[] =>
  positive([
    { from: line('disbursed', part), to: held('payable', trancheId, part), amount: part.amount },
    { from: cash('paid', part), to: cash('owed', part), amount: part.amount },
  ]);

/** Disbursed → Available: a part of a payment came back from the bank. It belongs to what it was paid from, whatever the year, and is committed anew at once. */
export const putBack = (part: Allocation): Transfer[] =>
  positive([
    { from: line('disbursed', part), to: line('available', part), amount: part.amount },
    { from: cash('paid', part), to: cash('treasury', part), amount: part.amount },
  ]);

/** From one line to another of the same year: the appropriation itself moves, so that each line still adds up to zero (R124). */
export const moveBetween = (from: LineYear, to: LineYear, amount: Fen): Transfer[] => [...withdraw(from, amount), ...appropriate(to, amount)];

/** Available → Committed for what was never reserved: an addition to a contract (R67), a later year of it (R126), a grant after its end. */
export const commitAvailable = (to: Allocation): Transfer[] =>
  positive([{ from: line('available', to), to: held('committed', to.commitmentId, to), amount: to.amount }]);

/** What a closed year leaves over: carried into the next year, or lapsed; the cash plan beside it ends (R125). */
export const closeYear = (at: LineYear, { unallotted, carried, lapsed }: { readonly unallotted: Fen; readonly carried: Fen; readonly lapsed: Fen }): Transfer[] => [
  ...allot(at, unallotted),
  ...positive([
    { from: line('available', at), to: line('carried', at), amount: carried },
    { from: line('available', at), to: line('lapsed', at), amount: lapsed },
    { from: cash('treasury', at), to: cash('authority', at), amount: carried + lapsed },
  ]),
];

/**
 * Disbursed → Available: refunded money can be used again in its own fiscal year. Of an earlier year it has lapsed, since that budget
 * is closed, and its cash is the treasury's again (R123, R125).
 */
export const refund = (part: Allocation, bookedInYear: number): Transfer[] => {
  const usable = part.year === bookedInYear;
  return positive([
    { from: line('disbursed', part), to: line(usable ? 'available' : 'lapsed', part), amount: part.amount },
    { from: cash('paid', part), to: cash(usable ? 'treasury' : 'authority', part), amount: part.amount },
  ]);
};

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

/** The parts of the next `amount`, when `before` of the same allocations was split before: successive slices never overlap. */
export function sliceOver(before: Fen, amount: Fen, allocations: readonly Allocation[]): Allocation[] {
  const taken = new Map(splitOver(before, allocations).map((part) => [part.commitmentId, part.amount]));
  return splitOver(before + amount, allocations)
    .map((part) => ({ ...part, amount: part.amount - (taken.get(part.commitmentId) ?? 0n) }))
    .filter((part) => part.amount > 0n);
}
