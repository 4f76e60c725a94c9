import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  allot, appropriate, closeYear, commit, commitAvailable, giveBack, instruct, moveBetween, refund, release, reserve, settle, sliceOver, splitOver, uncommit, uninstruct, unrelease, unreserve, withdraw,
  type Account, type Allocation, type Transfer,
} from './posting.js';

const at = { lineId: 'line', year: 2026 };
const part = (amount: bigint): Allocation => ({ ...at, commitmentId: 'commitment', amount });
const keyOf = (account: Account) => `${account.book}/${account.stage}/${'holderId' in account ? account.holderId : account.lineId === at.lineId ? '' : account.lineId}`;

/** A ledger in memory: refuses a set of transfers that would leave a stage below zero, as the real one does. */
class Books {
  readonly balances = new Map<string, bigint>();

  post(transfers: readonly Transfer[]): boolean {
    const after = new Map(this.balances);
    for (const { from, to, amount } of transfers) {
      after.set(keyOf(from), (after.get(keyOf(from)) ?? 0n) - amount);
      after.set(keyOf(to), (after.get(keyOf(to)) ?? 0n) + amount);
    }
    if ([...after].some(([key, balance]) => balance < 0n && !key.includes('authority'))) return false;
    for (const [key, balance] of after) this.balances.set(key, balance);
    return true;
  }

  sum(book: string): bigint {
    return [...this.balances].filter(([key]) => key.startsWith(book)).reduce((total, [, balance]) => total + balance, 0n);
  }
}

const moves = {
  appropriate: (amount: bigint) => appropriate(at, amount),
  withdraw: (amount: bigint) => withdraw(at, amount),
  appropriateLater: (amount: bigint) => appropriate(at, amount, 'unallotted'),
  withdrawLater: (amount: bigint) => withdraw(at, amount, 'unallotted'),
  allot: (amount: bigint) => allot(at, amount),
  moveAway: (amount: bigint) => moveBetween(at, { ...at, lineId: 'other' }, amount),
  commitAvailable: (amount: bigint) => commitAvailable(part(amount)),
  closeYear: (amount: bigint) => closeYear(at, { unallotted: amount / 3n, carried: amount / 2n, lapsed: amount - amount / 2n }),
  reserve: (amount: bigint) => reserve('reservation', at, amount),
  unreserve: (amount: bigint) => unreserve('reservation', at, amount),
  commit: (amount: bigint) => commit('reservation', part(amount)),
  uncommit: (amount: bigint) => uncommit(part(amount)),
  release: (amount: bigint) => release('tranche', part(amount)),
  unrelease: (amount: bigint) => unrelease('tranche', part(amount)),
  instruct: (amount: bigint) => instruct('tranche', 'attempt', part(amount)),
  uninstruct: (amount: bigint) => uninstruct('tranche', 'attempt', part(amount)),
  settle: (amount: bigint) => settle('attempt', part(amount)),
  giveBack: (amount: bigint) => giveBack('tranche', part(amount)),
  refund: (amount: bigint) => refund(part(amount), 2026),
  refundLater: (amount: bigint) => refund(part(amount), 2027),
} as const;
const names = Object.keys(moves) as (keyof typeof moves)[];

describe('postings', () => {
  it('keep each book at zero and every stage at zero or more, whatever the sequence', () => {
    const step = fc.tuple(fc.constantFrom(...names), fc.bigInt(1n, 1_000n));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const books = new Books();
        books.post(appropriate(at, 5_000n));
        for (const [name, amount] of steps) {
          books.post(moves[name](amount));
          expect([books.sum('budget'), books.sum('cash')]).toEqual([0n, 0n]);
          expect([...books.balances].filter(([key, balance]) => balance < 0n && !key.includes('authority'))).toEqual([]);
        }
      }),
    );
  });

  it('carry money from the appropriation to the payee, and back again step by step', () => {
    const books = new Books();
    const forth = ['appropriate', 'reserve', 'commit', 'release', 'instruct', 'settle'] as const;
    for (const name of forth) expect(books.post(moves[name](700n))).toBe(true);
    expect(books.balances.get('budget/disbursed/')).toBe(700n);
    expect(books.balances.get('cash/paid/')).toBe(700n);
    for (const name of ['giveBack', 'unrelease', 'uncommit', 'withdraw'] as const) expect(books.post(moves[name](700n))).toBe(true);
    expect([...books.balances.values()].every((balance) => balance === 0n)).toBe(true);
  });

  it('let nothing be spent before it is allotted', () => {
    const books = new Books();
    books.post(moves.appropriateLater(700n));
    expect(books.post(moves.reserve(1n))).toBe(false);
    expect(books.post(moves.allot(701n))).toBe(false);
    expect([books.post(moves.allot(300n)), books.post(moves.reserve(301n)), books.post(moves.reserve(300n))]).toEqual([true, false, true]);
  });

  it('move appropriation between lines so that each line adds up to zero by itself', () => {
    const books = new Books();
    books.post(moves.appropriate(700n));
    expect(books.post(moves.moveAway(701n))).toBe(false);
    expect(books.post(moves.moveAway(300n))).toBe(true);
    expect(Object.fromEntries(books.balances)).toEqual({
      'budget/authority/': -400n, 'budget/available/': 400n, 'cash/authority/': -400n, 'cash/treasury/': 400n,
      'budget/authority/other': -300n, 'budget/available/other': 300n, 'cash/authority/other': -300n, 'cash/treasury/other': 300n,
    });
  });

  it('leave of a closed year what was carried and what lapsed, and no cash plan (R125)', () => {
    const books = new Books();
    books.post([...moves.appropriate(600n), ...moves.appropriateLater(100n)]);
    books.post([...moves.reserve(200n), ...moves.commit(200n)]);
    expect(books.post(closeYear(at, { unallotted: 100n, carried: 350n, lapsed: 151n }))).toBe(false);
    expect(books.post(closeYear(at, { unallotted: 100n, carried: 350n, lapsed: 150n }))).toBe(true);
    expect(books.balances.get('budget/carried/')).toBe(350n);
    expect(books.balances.get('budget/lapsed/')).toBe(150n);
    expect([books.balances.get('cash/treasury/'), books.balances.get('cash/authority/')]).toEqual([200n, -200n]);
  });

  it('pay nothing twice: the second instruction finds the tranche empty', () => {
    const books = new Books();
    for (const name of ['appropriate', 'reserve', 'commit', 'release', 'instruct'] as const) books.post(moves[name](700n));
    expect(books.post(moves.instruct(700n))).toBe(false);
  });

  it('make a refund usable in its own year, and lapses after it (R123, R125)', () => {
    const books = new Books();
    for (const name of ['appropriate', 'reserve', 'commit', 'release', 'instruct', 'settle'] as const) books.post(moves[name](700n));
    expect(books.post(moves.refund(300n)) && books.post(moves.refundLater(400n))).toBe(true);
    expect([...books.balances].filter(([, balance]) => balance > 0n)).toEqual([
      ['budget/available/', 300n],
      ['cash/treasury/', 300n],
      ['budget/lapsed/', 400n],
    ]);
    expect(books.post(moves.refund(1n))).toBe(false);
  });

  it('split an amount over allocations to the fen, the earlier ones first', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 1_000n), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 100 }), (amounts, percent) => {
        const allocations = amounts.map((amount, i) => ({ ...at, commitmentId: `c${i}`, amount }));
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        const wanted = (total * BigInt(percent)) / 100n;
        const parts = splitOver(wanted, allocations);
        expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).toBe(wanted);
        expect(parts.slice(0, -1).every(({ amount }, i) => amount === amounts[i])).toBe(true);
        expect(() => splitOver(total + 1n, allocations)).toThrow('fall short');
      }),
    );
  });

  it('cut successive slices of allocations without overlap or gap', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 1_000n), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (amounts, a, b) => {
        const allocations = amounts.map((amount, i) => ({ ...at, commitmentId: `c${i}`, amount }));
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        const first = (total * BigInt(Math.min(a, b))) / 100n;
        const second = (total * BigInt(Math.max(a, b))) / 100n - first;
        const taken = new Map<string, bigint>();
        for (const part of [...splitOver(first, allocations), ...sliceOver(first, second, allocations)]) taken.set(part.commitmentId, (taken.get(part.commitmentId) ?? 0n) + part.amount);
        expect([...taken]).toEqual(splitOver(first + second, allocations).map(({ commitmentId, amount }) => [commitmentId, amount]));
      }),
    );
  });
});
