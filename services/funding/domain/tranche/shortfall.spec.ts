import { describe, expect, it } from '@jest/globals';
import { fold } from '@goufu/kernel';
import fc from 'fast-check';
import { endWithContract, follow } from './follow.js';
import { assess } from './assessment.js';
import { fallShort, fund } from './shortfall.js';
import { evolve, openSupplement, openTranche, type Tranche } from './standing.js';
import { transfersOf } from './transfers.js';
import type { TrancheFact } from './tranche.facts.js';

const terms = { conditions: [{ kind: 'contract-filed' }] as const, payFactors: [], attemptsAllowed: 1 };
const tranche = openTranche({ id: 'tranche', amount: 100n, terms });
const allocations = [{ commitmentId: 'one', lineId: 'a', year: 2026, amount: 60n }, { commitmentId: 'two', lineId: 'b', year: 2026, amount: 40n }];
const kept: TrancheFact = { kind: 'evidence-kept', kept: { factId: 'filed', evidence: { kind: 'contract-filed' } } };
const released = (revision: number, amount = 100n) => ({ kind: 'released', amount, deducted: 100n - amount, factorBp: 10_000, revision, rules: ['R122'], evidenceIds: ['filed'] }) as const;
const reversed: TrancheFact = { kind: 'release-reversed', amount: 50n, deducted: 50n, revision: 2, rules: ['R123'] };
const short = { lineId: 'a', lacks: 7n };
const money = (committed: Record<string, bigint>, available: Record<string, bigint>) => ({ committed: (part: { commitmentId: string }) => committed[part.commitmentId] ?? 0n, available: (lineId: string) => available[lineId] ?? 0n });

describe('a release for which there is no money', () => {
  it('keeps the evidence, says which line lacks what, and moves nothing (R115)', () => {
    const facts = fallShort(tranche, [kept, released(1)], short);
    expect(facts).toEqual([kept, { kind: 'fell-short', short, told: true, revision: 1 }]);
    expect(fold(evolve, tranche, facts)).toMatchObject({ stage: 'committed', released: 0n, revision: 1, short });
  });

  it('is noted once, however often it is tried, and anew when the line lacks another amount, which is told nobody', () => {
    const before = fold(evolve, tranche, fallShort(tranche, [kept, released(1)], short));
    expect(fallShort(before, [{ kind: 'shortage-over' }, released(2)], short)).toEqual([]);
    expect(fallShort(before, [{ kind: 'shortage-over' }, released(2)], { lineId: 'a', lacks: 3n })).toEqual([{ kind: 'fell-short', short: { lineId: 'a', lacks: 3n }, told: false, revision: 2 }]);
  });

  it('leaves what was granted before where it is, and lets it go when only an appeal held it', () => {
    const owed = fold(evolve, tranche, [kept, released(1, 50n)]);
    expect(fallShort(owed, [kept, reversed, released(3)], short)).toEqual([kept, { kind: 'fell-short', short, told: false, revision: 3 }]);
    const held = fold(evolve, owed, [{ kind: 'held', revision: 2, waitingFor: [{ condition: 'no-open-appeal', rule: 'R123' }], rules: ['R123'] }]);
    const facts = fallShort(held, [kept, reversed, released(3)], short);
    expect(facts).toMatchObject([kept, { kind: 'hold-lifted', amount: 50n }, { kind: 'fell-short', told: false }]);
    expect(fold(evolve, held, facts)).toMatchObject({ stage: 'payable', released: 50n, withheldFor: [], short });
  });

  it('is a fault where nothing was to be released', () => {
    expect(() => fallShort(tranche, [kept, reversed], short)).toThrow('has no money for evidence-kept, release-reversed');
  });
});

describe('a decision held against the money that is there', () => {
  const paid = { ...tranche, allocations };

  it('goes through where commitments can pay it', () => {
    expect(fund(paid, [released(1)], money({ one: 60n, two: 40n }, {}))).toEqual([released(1)]);
  });

  it('takes what commitments lack from their lines (R115)', () => {
    const facts = fund(paid, [released(1)], money({ one: 50n, two: 0n }, { a: 10n, b: 40n }));
    expect(facts).toMatchObject([{ kind: 'replenished', parts: [{ commitmentId: 'one', amount: 10n }, { commitmentId: 'two', amount: 40n }] }, released(1)]);
  });

  it('waits for the line that lacks something, with what it lacks', () => {
    expect(fund(paid, [released(1)], money({ one: 50n, two: 0n }, { a: 10n, b: 33n }))).toEqual([{ kind: 'fell-short', short: { lineId: 'b', lacks: 7n }, told: true, revision: 1 }]);
  });

  it('counts what the same decision gives back first', () => {
    const ended = { kind: 'contract-ended', rest: 100n, revision: 1 } as const;
    const again = [ended, { kind: 'recommitted', above: 0n, amount: 100n, revision: 3 }, released(3)] as const;
    expect(fund(paid, again, { available: () => 0n })).toEqual(again);
  });

  it('never leaves a line or a commitment below nothing, whatever they hold', () => {
    const fen = fc.bigInt(0n, 120n);
    fc.assert(
      fc.property(fc.tuple(fen, fen, fen, fen), fc.bigInt(1n, 100n), ([one, two, a, b], amount) => {
        const facts = fund(paid, [released(1, amount)], money({ one, two }, { a, b }));
        const balances = new Map([['one', one], ['two', two], ['a', a], ['b', b]]);
        for (const { from, to, amount: moved } of facts.flatMap((fact) => transfersOf(paid, fact))) {
          for (const [account, change] of [[from, -moved], [to, moved]] as const) {
            const key = account.stage === 'available' ? account.lineId : account.stage === 'committed' ? account.holderId : undefined;
            if (key) balances.set(key, (balances.get(key) ?? 0n) + change);
          }
          for (const balance of balances.values()) expect(balance >= 0n).toBe(true);
        }
        expect(facts.at(-1)?.kind).toBe(amount <= one + two + a + b && fits(amount, { one, two, a, b }) ? 'released' : 'fell-short');
      }),
    );
  });
});

/** The first sixty fen come from one, the others from two. */
function fits(amount: bigint, has: { one: bigint; two: bigint; a: bigint; b: bigint }): boolean {
  const first = amount < 60n ? amount : 60n;
  return first <= has.one + has.a && amount - first <= has.two + has.b;
}

describe('what waits for its line', () => {
  const filed = { factId: 'filed', evidence: { kind: 'contract-filed' } } as const;
  const waiting: Tranche = { ...fold(evolve, tranche, fallShort(tranche, [{ kind: 'evidence-kept', kept: filed }, released(1)], short)) };
  const reread = (of: Tranche) => follow(of, assess(of.terms, of.evidence));

  it('is owed when it is read again with the money there', () => {
    const facts = reread(waiting);
    expect(facts.map(({ kind }) => kind)).toEqual(['shortage-over', 'released']);
    expect(fold(evolve, waiting, facts)).toMatchObject({ stage: 'payable', released: 100n, short: undefined });
  });

  it('waits no longer when the evidence speaks against it, and says so', () => {
    const appealed = { ...waiting, evidence: [...waiting.evidence, { factId: 'appeal', evidence: { kind: 'appeal-opened', appealId: 'x' } } as const] };
    expect(reread(appealed).map(({ kind }) => kind)).toEqual(['shortage-over', 'withheld']);
    expect(reread({ ...appealed, stage: 'cancelled', ended: true }).map(({ kind }) => kind)).toEqual(['shortage-over', 'cancelled']);
  });

  it('takes of a supplement what was refunded from the line, once, and gives back only what was bound when the contract ends', () => {
    const parent: Tranche = { ...tranche, stage: 'disbursed', released: 80n, evidence: [filed] };
    const supplement = openSupplement('more', parent, 50n);
    expect(supplement).toMatchObject({ amount: 50n, unbound: 30n });
    const facts = reread(supplement);
    expect(facts).toMatchObject([{ kind: 'recommitted', above: 0n, amount: 30n }, { kind: 'released' }]);
    expect(fold(evolve, supplement, facts).unbound).toBe(0n);
    expect(endWithContract({ ...supplement, evidence: [] }, { kind: 'end-contract', as: 'terminated', at: '2026-06-01T00:00:00.000Z' })[0]).toMatchObject({ kind: 'contract-ended', rest: 20n });
  });
});
