import { describe, expect, it } from '@jest/globals';
import { fold } from '@goufu/kernel';
import fc from 'fast-check';
import type { Barred, Part } from './reservation.facts.js';
import { asked, decide, evolve, reserveInOrder } from './reservation.js';

const part = (lineId: string, amount: bigint, year = 2026): Part => ({ lineId, year, amount });
const reserve = (asks: Part[], available: Part[], barred: Barred[] = []) => decide({ kind: 'reserve', asks, available, barred }, asked);
const reserved = fold(evolve, asked, reserve([part('a', 6n), part('b', 4n)], [part('a', 9n), part('b', 4n)]));

describe('a reservation', () => {
  it('sets aside what is asked for (R10)', () => {
    expect(reserved).toEqual({ state: 'reserved', parts: [part('a', 6n), part('b', 4n)], later: [] });
  });

  it('says of each line what it lacks, and takes nothing', () => {
    expect(reserve([part('a', 6n), part('b', 4n)], [part('a', 5n), part('b', 1n)])).toEqual([{ kind: 'refused', reason: 'short', short: [part('a', 1n), part('b', 3n)], rule: 'R10' }]);
  });

  it('adds up what is asked of one line in several parts', () => {
    expect(reserve([part('a', 3n), part('a', 3n)], [part('a', 5n)])).toEqual([{ kind: 'refused', reason: 'short', short: [part('a', 1n)], rule: 'R10' }]);
  });

  it('knows no line of another year (R126)', () => {
    expect(reserve([part('a', 1n, 2027)], [part('a', 9n)])).toMatchObject([{ kind: 'refused', reason: 'unknown-line' }]);
  });

  it('takes nothing from a line that is not there for this use, however much it has (R127, R128)', () => {
    expect(reserve([part('a', 1n), part('b', 1n)], [part('a', 9n), part('b', 9n)], [{ lineId: 'b', rule: 'R128' }])).toEqual([
      { kind: 'refused', reason: 'use-not-allowed', short: [part('b', 1n)], rule: 'R128' },
    ]);
  });

  it('sets nothing aside for a later year of a line, which pays once it has a budget (R126)', () => {
    const asks = [part('a', 6n), part('a', 90n, 2027), part('a', 80n, 2028)];
    const [fact] = reserve(asks, [part('a', 6n)]);
    expect(fact).toEqual({ kind: 'reserved', parts: [part('a', 6n)], later: [part('a', 90n, 2027), part('a', 80n, 2028)] });
    const multiYear = fold(evolve, asked, fact ? [fact] : []);
    expect(decide({ kind: 'use', used: [part('a', 5n), part('a', 90n, 2027)] }, multiYear)).toEqual([{ kind: 'used', surplus: [part('a', 1n)] }]);
    expect(decide({ kind: 'use', used: [part('a', 6n), part('a', 91n, 2027)] }, multiYear)).toEqual([{ kind: 'use-refused', reason: 'short', shortFen: 1n }]);
    expect(decide({ kind: 'release' }, multiYear)).toEqual([{ kind: 'released', parts: [part('a', 6n)] }]);
    expect(reserve([part('a', 1n), part('a', 1n, 2025)], [part('a', 6n)])).toMatchObject([{ reason: 'unknown-line', short: [part('a', 1n, 2025)] }]);
  });

  it('is decided once and given back once', () => {
    expect(decide({ kind: 'reserve', asks: [part('a', 1n)], available: [part('a', 9n)], barred: [] }, reserved)).toEqual([]);
    const released = decide({ kind: 'release' }, reserved);
    expect(released).toEqual([{ kind: 'released', parts: reserved.parts }]);
    expect(decide({ kind: 'release' }, fold(evolve, reserved, released))).toEqual([]);
  });

  it('gives back what the contract does not need', () => {
    expect(decide({ kind: 'use', used: [part('a', 5n)] }, reserved)).toEqual([{ kind: 'used', surplus: [part('a', 1n), part('b', 4n)] }]);
  });

  it('pays for no contract that asks for more, or for which nothing is reserved (R115)', () => {
    expect(decide({ kind: 'use', used: [part('a', 7n)] }, reserved)).toEqual([{ kind: 'use-refused', reason: 'short', shortFen: 1n }]);
    expect(decide({ kind: 'use', used: [part('a', 7n)] }, asked)).toEqual([{ kind: 'use-refused', reason: 'not-reserved', shortFen: 7n }]);
  });

  it('never sets aside more than there is', () => {
    const parts = fc.array(fc.record({ lineId: fc.constantFrom('a', 'b'), year: fc.constantFrom(2026, 2027), amount: fc.bigInt(1n, 50n) }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, fc.array(fc.bigInt(0n, 100n), { minLength: 4, maxLength: 4 }), (asks, amounts) => {
        const available = [part('a', amounts[0] ?? 0n), part('b', amounts[1] ?? 0n), part('a', amounts[2] ?? 0n, 2027), part('b', amounts[3] ?? 0n, 2027)];
        for (const fact of reserve(asks, available)) {
          if (fact.kind !== 'reserved') continue;
          for (const { lineId, year, amount } of fact.parts) {
            expect(amount).toBeLessThanOrEqual(available.find((there) => there.lineId === lineId && there.year === year)?.amount ?? 0n);
          }
        }
      }),
    );
  });
});

describe('purchases that ask in one go', () => {
  const asking = (...asks: Part[]) => ({ asks, visible: ['a', 'b'], barred: [] });

  it('are answered in their order: of two that do not fit together the first one wins (R10)', () => {
    expect(reserveInOrder([asking(part('a', 6n)), asking(part('a', 5n)), asking(part('a', 4n))], [part('a', 10n)])).toEqual([
      [{ kind: 'reserved', parts: [part('a', 6n)], later: [] }],
      [{ kind: 'refused', reason: 'short', short: [part('a', 1n)], rule: 'R10' }],
      [{ kind: 'reserved', parts: [part('a', 4n)], later: [] }],
    ]);
  });

  it('see no line that is not theirs, and leave it as it is', () => {
    expect(reserveInOrder([{ ...asking(part('a', 6n)), visible: [] }, asking(part('a', 10n))], [part('a', 10n)]).map(([fact]) => fact?.kind)).toEqual(['refused', 'reserved']);
  });

  it('never take more than there is, and get the same answers however they are cut into chunks', () => {
    const parts = fc.array(fc.record({ lineId: fc.constantFrom('a', 'b'), year: fc.constant(2026), amount: fc.bigInt(1n, 50n) }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 8 }), fc.bigInt(0n, 120n), fc.bigInt(0n, 120n), fc.nat(8), (all, a, b, cut) => {
        const lines = [part('a', a), part('b', b)];
        const answers = reserveInOrder(all.map((asks) => asking(...asks)), lines);
        const leftBy = (given: (typeof answers)[number][]) => lines.map((line) => ({ ...line, amount: given.flat().flatMap((fact) => (fact.kind === 'reserved' ? fact.parts : [])).filter(({ lineId }) => lineId === line.lineId).reduce((rest, { amount }) => rest - amount, line.amount) }));
        for (const { amount } of leftBy(answers)) expect(amount >= 0n).toBe(true);
        const first = reserveInOrder(all.slice(0, cut).map((asks) => asking(...asks)), lines);
        expect([...first, ...reserveInOrder(all.slice(cut).map((asks) => asking(...asks)), leftBy(first))]).toEqual(answers);
      }),
    );
  });
});
