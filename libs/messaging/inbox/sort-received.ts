import type { ReceivedMessage } from '../bus/message-bus.js';
import type { Chunk } from './chunk.js';
import type { Holding } from './hold.js';
import type { Received } from './receive.js';
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

export const sequenceKey = ({ topic }: ReceivedMessage, subject: string, sequence: number): string =>
  `sequence:${topic}/${subject}/${sequence}`;

/** A gap in the sequence waits, an older or known record is ignored, one behind a parked record queues. */
export function sortReceived(chunk: Chunk, received: readonly Received[]): Sorted {
  const due: Readable[] = [];
  const held: Holding[] = [];
  const gaps = new Map<string, number>();
  const arrived: string[] = [];
  const standing = new Map<string, number>();
  const woken = new Set<string>();
  chunk.records.forEach((record, i) => {
    const { message, header } = record;
    const seen = received[i];
    if (seen === undefined) throw new Error('a chunk record came back without its inbox answer');
    const stands = standing.get(header.subject) ?? seen.last_sequence;
    const wanted = header.type === chunk.type;
    if (header.sequence > stands + 1) {
      // Known already: it is held from the first time it came.
      if (wanted && !seen.fresh) {
        gaps.set(header.subject, stands);
        return;
      }
      gaps.set(header.subject, stands);
      held.push({ message, state: 'waiting', waitsFor: sequenceKey(message, header.subject, header.sequence - 1) });
      return;
    }
    if (header.sequence <= stands) return;
    standing.set(header.subject, header.sequence);
    if (gaps.has(header.subject)) gaps.set(header.subject, header.sequence);
    // What came earlier and is held goes first: a successor that it wakes may overtake neither it nor those before it.
    const queues = seen.blocked || woken.has(header.subject);
    if (seen.awaited) woken.add(header.subject);
    if (seen.awaited && !queues) arrived.push(sequenceKey(message, header.subject, header.sequence));
    if (queues && (wanted ? seen.fresh : seen.awaited)) held.push({ message, state: 'queued' });
    else if (wanted && seen.fresh) due.push(record);
  });
  return { due, held, gaps, arrived };
}
