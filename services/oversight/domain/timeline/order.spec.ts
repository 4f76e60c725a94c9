import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inOrder, type Ordered } from './order.js';

const NOON = '2026-03-02T04:00:00.000Z';
const line = (factId: string, context: string, sequence: number, more: Partial<Ordered> = {}): Ordered => ({ factId, at: NOON, context, sequence, ...more });
const ids = (lines: readonly Ordered[]) => inOrder(lines).map(({ factId }) => factId);

describe('a timeline', () => {
  it('goes by business time first', () => {
    expect(ids([line('1', 'funding', 2), line('2', 'funding', 1, { at: '2026-03-01T04:00:00.000Z' })])).toEqual(['2', '1']);
  });

  it('puts an effect behind its cause within one moment, whatever their ids', () => {
    const released = line('0', 'funding', 1, { causationId: '9' });
    const moved = line('1', 'oversight', 1, { causationId: '9' });
    expect(ids([released, moved, line('9', 'evaluation', 1)])).toEqual(['9', '0', '1']);
  });

  it('keeps the sequence of a service within one moment', () => {
    expect(ids([line('1', 'projects', 2), line('2', 'projects', 1), line('3', 'projects', 3)])).toEqual(['2', '1', '3']);
  });

  it('tells what people did one after the other in one moment by when it was made', () => {
    const [first, second] = ['0198f0a0-0001-7000-8000-000000000001', '0198f0a0-0002-7000-8000-000000000001'];
    expect(ids([line(second, 'evaluation', 1), line(first, 'projects', 1)])).toEqual([first, second]);
  });

  it('is the same whatever order the facts came in, with every cause before its effect', () => {
    const history = fc
      .array(fc.record({ context: fc.constantFrom('a', 'b', 'c'), cause: fc.nat(), at: fc.constantFrom(NOON, '2026-03-03T04:00:00.000Z'), id: fc.uuid() }), { maxLength: 12 })
      .map((drawn) =>
        drawn.map(({ context, cause, at, id }, i): Ordered => {
          const sequence = drawn.slice(0, i + 1).filter((other) => other.context === context).length;
          return line(`${id}-${i}`, context, sequence, { at, causationId: i > 0 && cause % 3 > 0 ? `${drawn[cause % i]?.id}-${cause % i}` : undefined });
        }),
      );
    fc.assert(
      fc.property(history, (facts) => {
        const order = ids(facts);
        expect(ids(facts.toReversed())).toEqual(order);
        const at = new Map(facts.map((fact) => [fact.factId, fact.at]));
        for (const { factId, causationId } of facts) {
          if (causationId && at.get(causationId) === at.get(factId)) expect(order.indexOf(causationId)).toBeLessThan(order.indexOf(factId));
        }
      }),
    );
  });
});
