import { describe, expect, it } from '@jest/globals';
import { shareOf, sumFen, type Fen } from '@goufu/kernel';
import fc from 'fast-check';
import {
  appropriate, commitAvailable, giveBack, instruct, release, settle, sliceOver, splitOver, uncommit, uninstruct, unrelease, type Account, type Allocation, type Transfer,
} from '../ledger/posting.js';
import { allocate } from './commitment.js';

/** Tranches that several sources and years pay (R126, R127), through everything that moves their money. */

const total = (parts: readonly Allocation[]): Fen => sumFen(parts.map(({ amount }) => amount));
const keyOf = (account: Account) => [account.book, account.stage, account.lineId, account.year, 'holderId' in account ? account.holderId : ''].join('/');

/** A ledger in memory that fails where PostgreSQL would: a stage below zero. */
class Books {
  readonly balances = new Map<string, Fen>();

  post(transfers: readonly Transfer[]): void {
    for (const { from, to, amount } of transfers) {
      this.move(keyOf(from), -amount);
      this.move(keyOf(to), amount);
    }
    const below = [...this.balances].filter(([key, balance]) => balance < 0n && !key.includes('authority'));
    if (below.length > 0) throw new Error(`overdrawn: ${below.map(([key]) => key).join(', ')}`);
  }

  private move(key: string, change: Fen): void {
    this.balances.set(key, (this.balances.get(key) ?? 0n) + change);
  }

  /** What is not empty. */
  standing(): Record<string, Fen> {
    return Object.fromEntries([...this.balances].filter(([, balance]) => balance !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  sumOf(prefix: string): Fen {
    return sumFen([...this.balances].filter(([key]) => key.startsWith(prefix)).map(([, balance]) => balance));
  }
}

/** Two to five sources over two years, and up to five tranches that together are their sum. */
const contract = fc
  .tuple(fc.array(fc.bigInt(1n, 9_999n), { minLength: 2, maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }))
  .map(([amounts, weights]) => {
    const commitments = amounts.map((amount, i): Allocation => ({ commitmentId: `commitment-${i}`, lineId: `line-${i}`, year: 2026 + (i % 2), amount }));
    const price = total(commitments);
    const whole = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
    const heads = weights.slice(0, -1).map((weight) => (price * BigInt(weight)) / whole);
    const tranches = [...heads, price - sumFen(heads)].filter((amount) => amount > 0n);
    return { commitments, allocations: allocate(tranches, commitments) };
  });
type Contract = typeof contract extends fc.Arbitrary<infer Value> ? Value : never;
const factor = fc.integer({ min: 0, max: 10_000 });

function signed({ commitments }: Contract): Books {
  const books = new Books();
  for (const commitment of commitments) books.post([...appropriate(commitment, commitment.amount), ...commitAvailable(commitment)]);
  return books;
}

describe('a tranche that several sources pay', () => {
  it('splits any amount to the fen, exceeds no allocation and keeps their order', () => {
    fc.assert(
      fc.property(contract, factor, ({ allocations }, factorBp) => {
        for (const parts of allocations) {
          const released = splitOver(shareOf(total(parts), factorBp), parts);
          expect(total(released)).toBe(shareOf(total(parts), factorBp));
          released.forEach((part, i) => {
            expect(part.commitmentId).toBe(parts[i]?.commitmentId);
            expect(part.amount > 0n && part.amount <= (parts[i]?.amount ?? 0n)).toBe(true);
          });
        }
      }),
    );
  });

  it('is the same paid in parts as at once, whatever the parts', () => {
    fc.assert(
      fc.property(contract, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), ({ allocations: [parts = []] }, weights) => {
        const whole = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
        const drawn = new Map<string, Fen>();
        let before = 0n;
        for (const weight of weights) {
          const amount = (total(parts) * BigInt(weight)) / whole;
          const slice = sliceOver(before, amount, parts);
          expect(total(slice)).toBe(amount);
          for (const part of slice) drawn.set(part.commitmentId, (drawn.get(part.commitmentId) ?? 0n) + part.amount);
          before += amount;
        }
        expect([...drawn]).toEqual(splitOver(before, parts).map(({ commitmentId, amount }) => [commitmentId, amount]));
      }),
    );
  });

  it('is reversed without a trace, and may be released anew with another factor', () => {
    fc.assert(
      fc.property(contract, factor, factor, (drawn, first, second) => {
        const [corrected, direct] = [signed(drawn), signed(drawn)];
        drawn.allocations.forEach((parts, i) => {
          const partsAt = (factorBp: number) => splitOver(shareOf(total(parts), factorBp), parts);
          const before = corrected.standing();
          corrected.post(partsAt(first).flatMap((part) => release(`tranche-${i}`, part)));
          corrected.post(partsAt(first).flatMap((part) => unrelease(`tranche-${i}`, part)));
          expect(corrected.standing()).toEqual(before);
          for (const books of [corrected, direct]) books.post(partsAt(second).flatMap((part) => release(`tranche-${i}`, part)));
        });
        expect(corrected.standing()).toEqual(direct.standing());
      }),
    );
  });

  it('leaves every source with exactly what it gave, through payment, a return and the end of the contract', () => {
    fc.assert(
      fc.property(contract, fc.array(fc.record({ factorBp: factor, comesBack: fc.boolean(), rejected: fc.boolean() }), { minLength: 5, maxLength: 5 }), (drawn, plays) => {
        const books = signed(drawn);
        let paid = 0n;
        drawn.allocations.forEach((parts, i) => {
          const { factorBp, comesBack, rejected } = plays[i] ?? { factorBp: 10_000, comesBack: false, rejected: false };
          const [tranche, released] = [`tranche-${i}`, splitOver(shareOf(total(parts), factorBp), parts)];
          const send = (attempt: string) => books.post(released.flatMap((part) => instruct(tranche, attempt, part)));
          books.post(released.flatMap((part) => release(tranche, part)));
          send('1');
          if (rejected) books.post(released.flatMap((part) => uninstruct(tranche, '1', part)));
          if (rejected) send('1');
          books.post(released.flatMap((part) => settle('1', part)));
          if (comesBack) books.post(released.flatMap((part) => giveBack(tranche, part)));
          if (comesBack) send('2');
          if (comesBack) books.post(released.flatMap((part) => settle('2', part)));
          books.post(sliceOver(total(released), total(parts) - total(released), parts).flatMap(uncommit));
          paid += total(released);
        });
        expect(books.sumOf('budget/disbursed')).toBe(paid);
        expect(['reserved', 'committed', 'payable', 'in-transit'].map((stage) => books.sumOf(`budget/${stage}`))).toEqual([0n, 0n, 0n, 0n]);
        for (const { lineId, year, amount } of drawn.commitments) {
          expect(books.sumOf(`budget/available/${lineId}/${year}`) + books.sumOf(`budget/disbursed/${lineId}/${year}`)).toBe(amount);
          expect(books.sumOf(`cash/treasury/${lineId}/${year}`) + books.sumOf(`cash/paid/${lineId}/${year}`)).toBe(amount);
        }
      }),
    );
  });
});
