import { describe, expect, it } from '@jest/globals';
import type { Chunk } from './chunk.js';
import { sequenceKey, type Received } from './receive.js';
import type { Readable } from './record.js';
import { sortReceived } from './sort-received.js';

const SUBJECT = '0198f0a0-0000-7000-8000-000000000001';
const WANTED = new Set(['spec.thing-happened.v1']);

const ENVELOPE = {
  specversion: '1.0',
  source: 'goufu/spec',
  type: 'spec.thing-happened.v1',
  subject: SUBJECT,
  time: '2026-03-02T01:00:00.000Z',
  jurisdiction: '510104',
  actorid: 'spec',
  classification: 'public',
  correlationid: SUBJECT,
} as const;

const record = (sequence: number, offset: number): Readable => ({
  header: { ...ENVELOPE, id: `fact ${sequence}`, sequence },
  message: { topic: 'spec', partition: 0, offset: BigInt(offset), key: SUBJECT, headers: {}, value: '{}' },
});

/** A subject of which nothing is known and for which nothing waits yet. */
const NOTHING_KNOWN: Received = { nextOffset: 0n, isFresh: () => true, stoodAt: () => 0, isBlocked: () => false, isAwaited: () => false };

const sorted = (...sequences: number[]) => {
  const records = sequences.map(record);
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) throw new Error('a chunk has records');
  const chunk: Chunk = { records, first: first.message, last: last.message };
  const { due, held, arrived, gaps } = sortReceived('spec.group', chunk, NOTHING_KNOWN, WANTED);
  return { due: due.map(({ header }) => header.sequence), waiting: held.map(({ waitsFor }) => waitsFor), arrived, stands: gaps.get(SUBJECT) };
};
const key = (sequence: number): string => sequenceKey('spec.group', 'spec', SUBJECT, sequence);

describe('a chunk whose records are out of order among themselves', () => {
  it('hands over what is in sequence', () => {
    expect(sorted(1, 2, 3)).toEqual({ due: [1, 2, 3], waiting: [], arrived: [], stands: undefined });
  });

  it('wakes what came before what it follows', () => {
    expect(sorted(2, 1)).toEqual({ due: [1], waiting: [key(1)], arrived: [key(1)], stands: 1 });
    expect(sorted(3, 1, 2)).toEqual({ due: [1, 2], waiting: [key(2)], arrived: [key(2)], stands: 2 });
  });

  it('wakes one after the other', () => {
    expect(sorted(3, 2, 1)).toEqual({ due: [1], waiting: [key(2), key(1)], arrived: [key(1)], stands: 1 });
  });
});
