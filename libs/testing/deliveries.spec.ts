import { expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import fc from 'fast-check';
import { inReverse, interleaved } from './deliveries.js';
import type { HostileFact } from './hostile-facts.js';

const subjects = ['a', 'b', 'c'];
const facts = fc.array(fc.constantFrom(...subjects), { maxLength: 12 }).map((drawn) =>
  // Only topic and subject matter here; the data is never read.
  drawn.map((subject): HostileFact => ({ contract: resultPublished, subject, data: {} })),
);
const of = (subject: string, list: readonly HostileFact[]) => list.filter((fact) => fact.subject === subject);

it('every other order keeps the order within a key, and loses nothing', () => {
  fc.assert(
    fc.property(facts, fc.nat(), (list, seed) => {
      for (const other of [inReverse(list), interleaved(list, seed)]) {
        expect(other).toHaveLength(list.length);
        for (const subject of subjects) expect(of(subject, other)).toEqual(of(subject, list));
      }
    }),
  );
});

it('some seed gives another order', () => {
  const list = subjects.map((subject): HostileFact => ({ contract: resultPublished, subject, data: {} }));
  const orders = new Set(Array.from({ length: 20 }, (_, seed) => interleaved(list, seed).map(({ subject }) => subject).join('')));
  expect(orders.size).toBeGreaterThan(2);
});
