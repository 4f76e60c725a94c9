import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf, halvesOf, stepsOf } from './chunk.js';
import type { Readable } from './record.js';

/** A record of a key, with a type and its place in the batch; nothing else is looked at. */
const readable = (subject: string, type: string, offset: number): Readable => {
  const id = `0198f0a0-0000-7000-8000-${String(offset).padStart(12, '0')}`;
  const about = { id, subject, sequence: 1, correlationid: subject, time: '2026-03-02T01:00:00.000Z' };
  const header = { ...about, specversion: '1.0', source: 'goufu/evaluation', type, jurisdiction: '510104', actorid: 'x', classification: 'public' } as const;
  const headers = Object.fromEntries(Object.entries(header).map(([name, value]) => [`ce_${name}`, String(value)]));
  return { header, message: { topic: 'evaluation', partition: 0, offset: BigInt(offset), key: subject, headers, value: '{}' } };
};
const keys = [1, 2, 3].map((i) => `0198f0a0-0000-7000-8000-00000000000${i}`);
const types = ['evaluation.result-published.v1', 'evaluation.result-revised.v1', 'evaluation.appeal-filed.v1'];
const batch = fc
  .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...types)), { maxLength: 60 })
  .map((drawn) => drawn.map(([key, type], i) => readable(key, type, i)));
const offsets = (records: readonly Readable[]) => records.map(({ message }) => message.offset);

describe('a chunk', () => {
  it('is cut by size alone, in order, whatever the types', () => {
    fc.assert(
      fc.property(batch, fc.integer({ min: 1, max: 10 }), (records, size) => {
        const chunks = chunksOf(records.map(({ message }) => message), size);
        expect(chunks.flatMap((chunk) => offsets(chunk.records))).toEqual(offsets(records));
        expect(chunks.every((chunk) => chunk.records.length <= size)).toBe(true);
        for (const chunk of chunks) expect(halvesOf(chunk).flatMap((half) => offsets(half.records))).toEqual(offsets(chunk.records));
      }),
    );
  });

  it('is handed over in steps of one type each that keep the order of every key and lose nothing', () => {
    fc.assert(
      fc.property(batch, (records) => {
        const steps = stepsOf(records);
        expect(steps.every((step) => new Set(step.map(({ header }) => header.type)).size === 1)).toBe(true);
        for (const key of keys) {
          const ofKey = (some: readonly Readable[]) => offsets(some.filter(({ header }) => header.subject === key));
          expect(ofKey(steps.flat())).toEqual(ofKey(records));
        }
      }),
    );
  });

  it('takes no more steps than the key with the most turns of type', () => {
    const [first = '', second = ''] = keys;
    const [published = '', revised = ''] = types;
    const mixed = Array.from({ length: 50 }, (_, i) => [readable(first, published, 2 * i), readable(second, revised, 2 * i + 1)]).flat();
    expect(stepsOf(mixed).map((step) => step.length)).toEqual([50, 50]);
  });
});
