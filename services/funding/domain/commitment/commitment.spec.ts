import { describe, expect, it } from '@jest/globals';
import { splitByShares } from '@goufu/kernel';
import fc from 'fast-check';
import { allocate } from './commitment.js';

const commitment = (commitmentId: string, year: number, amount: bigint) => ({ commitmentId, lineId: `line-${commitmentId}`, year, amount });
const sum = (parts: readonly { amount: bigint }[]) => parts.reduce((total, { amount }) => total + amount, 0n);

describe('commitments', () => {
  it('pay tranches in the order of year and line, each filled before the next (R126)', () => {
    const parts = allocate([50n, 30n, 20n], [commitment('next', 2027, 40n), commitment('this', 2026, 60n)]);
    expect(parts.map((list) => list.map(({ commitmentId, amount }) => `${commitmentId} ${amount}`))).toEqual([['this 50'], ['this 10', 'next 20'], ['next 20']]);
  });

  it('are used up to the fen by the tranches of T6', () => {
    const tranches = splitByShares(591_500_000n, [5_000, 1_722, 2_000, 1_278]);
    expect(tranches).toEqual([295_750_000n, 101_856_300n, 118_300_000n, 75_593_700n]);
    expect(allocate(tranches, [commitment('a', 2026, 591_500_000n)]).map(sum)).toEqual(tranches);
  });

  it('allocate every fen once, whatever the tranches and the years', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 500n), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 99 }), (tranches, percent) => {
        const price = tranches.reduce((total, amount) => total + amount, 0n);
        const first = (price * BigInt(percent)) / 100n;
        const commitments = [commitment('a', 2026, first), commitment('b', 2027, price - first)].filter(({ amount }) => amount > 0n);
        const parts = allocate(tranches, commitments);
        expect(parts.map(sum)).toEqual(tranches);
        for (const { commitmentId, amount } of commitments) expect(sum(parts.flat().filter((one) => one.commitmentId === commitmentId))).toBe(amount);
      }),
    );
  });

  it('must add up to the tranches', () => {
    expect(() => allocate([10n], [commitment('a', 2026, 9n)])).toThrow('do not add up');
  });
});
