import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { cursorOf, pageFrom, positionOf } from './cursor.js';
import { HttpProblem } from './problem.js';

const schema = z.tuple([z.string(), z.number()]);

describe('a cursor', () => {
  it('comes back as the position that it was made of', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        expect(positionOf(schema, cursorOf([text, number]))).toEqual([text, number]);
      }),
    );
  });

  it('is refused as a bad request, never a crash, whatever else a client sends', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => positionOf(schema, text)).toThrow(HttpProblem);
      }),
    );
  });
});

describe('pages', () => {
  it('walked by their cursors give every row once and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), (count, limit) => {
        const rows = Array.from({ length: count }, (_, n) => n);
        const seen: number[] = [];
        for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
          const from = after === undefined ? 0 : z.tuple([z.number()]).parse(positionOf(z.tuple([z.number()]), after))[0] + 1;
          const page = pageFrom(rows.slice(from, from + limit + 1), limit, (n) => n, (n) => [n]);
          seen.push(...page.items);
          after = page.next;
        }
        expect(seen).toEqual(rows);
      }),
    );
  });
});
