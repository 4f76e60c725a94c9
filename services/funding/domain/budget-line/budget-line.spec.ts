import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { given as givenOf } from '@goufu/testing';
import fc from 'fast-check';
import type { BudgetLineCommand } from './budget-line.commands.js';
import { decide, evolve, unopened } from './budget-line.js';

const given = givenOf({ initial: unopened, decide, evolve });
const opened = { kind: 'opened', amount: 100n, allotment: 'one-off' } as const;
const inParts = { ...opened, allotment: 'in-parts' } as const;
const change = (amount: bigint, available: bigint, unallotted = 0n): BudgetLineCommand => ({ kind: 'change', amount, available, unallotted, revision: 1 });
const allot = (amount: bigint, unallotted: bigint): BudgetLineCommand => ({ kind: 'allot', amount, unallotted, revision: 1 });

describe('a budget line', () => {
  it('is opened with its appropriation', () => given().when({ kind: 'open', amount: 100n, allotment: 'one-off' }).then(opened));
  it('has more than nothing', () => given().when({ kind: 'open', amount: 0n, allotment: 'one-off' }).thenRefused('budget-line.nothing-appropriated'));
  it('grows', () => given(opened).when(change(150n, 0n)).then({ kind: 'changed', amount: 150n, delta: 50n, unallotted: 0n, available: 50n, revision: 2 }));
  it('shrinks by what is available, to the fen', () => {
    given(opened).when(change(60n, 40n)).then({ kind: 'changed', amount: 60n, delta: -40n, unallotted: 0n, available: -40n, revision: 2 });
    given(opened).when(change(60n, 39n)).thenRefused('budget-line.below-bound');
  });
  it('stays when nothing changes', () => given(opened).when(change(100n, 0n)).then());
  it('is not overwritten by somebody who saw an older one', () =>
    given(opened, { kind: 'changed', amount: 150n, delta: 50n, unallotted: 0n, available: 50n, revision: 2 }).when(change(90n, 90n)).thenRefused('budget-line.changed-meanwhile'));
});

describe('a line that is allotted in parts (R115)', () => {
  it('is allotted up to its appropriation, and not a fen more', () => {
    given(inParts).when(allot(100n, 100n)).then({ kind: 'allotted', amount: 100n, revision: 2 });
    given(inParts).when(allot(41n, 40n)).thenRefused('budget-line.over-allotted');
    given(inParts).when(allot(0n, 40n)).thenRefused('budget-line.nothing-allotted');
  });
  it('is not allotted twice by two officers who saw the same line', () =>
    given(inParts, { kind: 'allotted', amount: 25n, revision: 2 }).when(allot(25n, 75n)).thenRefused('budget-line.changed-meanwhile'));
  it('grows by what is still to be allotted, and shrinks by that first', () => {
    given(inParts).when(change(150n, 0n, 60n)).then({ kind: 'changed', amount: 150n, delta: 50n, unallotted: 50n, available: 0n, revision: 2 });
    given(inParts).when(change(30n, 20n, 60n)).then({ kind: 'changed', amount: 30n, delta: -70n, unallotted: -60n, available: -10n, revision: 2 });
  });
  it('never gives back more than what is unbound', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100n), fc.bigInt(0n, 100n), fc.bigInt(0n, 200n), (available, unallotted, amount) => {
        const decided = decide(change(amount, available, unallotted), { ...unopened, appropriated: 100n, revision: 1, allotment: 'in-parts' });
        if (isRefusal(decided)) return;
        for (const fact of decided) {
          if (fact.kind !== 'changed') continue;
          expect(fact.available + fact.unallotted).toBe(fact.delta);
          expect(available + fact.available >= 0n && unallotted + fact.unallotted >= 0n).toBe(true);
        }
      }),
    );
  });
});
