import type { Chunk } from './chunk.js';
import type { Holding } from './hold.js';
import { sequenceKey, type Received } from './receive.js';
import type { Readable } from './record.js';

/** What becomes of each record of a chunk before any consumer sees it. */
export interface Sorted {
  /** In sequence, wanted and new. */
  readonly due: readonly Readable[];
  readonly held: readonly Holding[];
  /** Subjects whose stream has a gap, with the sequence where they stand. */
  readonly gaps: ReadonlyMap<string, number>;
  /** Sequence keys for which held records wait and that are now here. */
  readonly arrived: readonly string[];
}

/** A gap in the sequence waits, an older or known record is ignored, one behind a parked record queues. */
export function sortReceived(group: string, chunk: Chunk, received: Received, wanted: ReadonlySet<string>): Sorted {
  const due: Readable[] = [];
  const held: Holding[] = [];
  const gaps = new Map<string, number>();
  const arrived: string[] = [];
  const standing = new Map<string, number>();
  const woken = new Set<string>();
  /** What records of this very chunk wait for: they came in before what they follow. */
  const waitedFor = new Set<string>();
  for (const record of chunk.records) {
    const { message, header } = record;
    const stands = standing.get(header.subject) ?? received.stoodAt(header);
    const isWanted = wanted.has(header.type);
    if (header.sequence > stands + 1) {
      // Known already: it is held from the first time it came.
      gaps.set(header.subject, stands);
      if (isWanted && !received.isFresh(header)) continue;
      const waitsFor = sequenceKey(group, message.topic, header.subject, header.sequence - 1);
      waitedFor.add(waitsFor);
      held.push({ message, state: 'waiting', waitsFor });
      continue;
    }
    if (header.sequence <= stands) continue;
    standing.set(header.subject, header.sequence);
    if (gaps.has(header.subject)) gaps.set(header.subject, header.sequence);
    // What came earlier and is held goes first: a successor that it wakes may overtake neither it nor those before it.
    const queues = received.isBlocked(header) || woken.has(header.subject);
    const key = sequenceKey(group, message.topic, header.subject, header.sequence);
    const awaited = received.isAwaited(header) || waitedFor.has(key);
    if (awaited) woken.add(header.subject);
    if (awaited && !queues) arrived.push(key);
    if (queues && (isWanted ? received.isFresh(header) : awaited)) held.push({ message, state: 'queued' });
    else if (isWanted && received.isFresh(header)) due.push(record);
  }
  return { due, held, gaps, arrived };
}
