import { idList, wordList, type Tx } from '@goufu/persistence';
import type { Place } from '../bus/message-bus.js';
import type { Chunk } from './chunk.js';
import type { Header } from './record.js';

/**
 * One statement takes note of chunks: inbox rows (a known id gives nothing back), the next offset of each partition, and per
 * subject the highest sequence. It answers in one row what differs from the usual: joining lists of ids to each other would cost more.
 */
const RECEIVE = `
  WITH input AS (
    SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::boolean[], $6::text[])
      WITH ORDINALITY AS i(fact_id, subject, sequence, wanted, topic, ord)
  ), fresh AS (
    INSERT INTO inbox (consumer_group, fact_id) SELECT $1, fact_id FROM input WHERE wanted ORDER BY ord
    ON CONFLICT DO NOTHING RETURNING fact_id
  ), moved AS (
    INSERT INTO consumer_offset AS c (consumer_group, topic, partition, next_offset)
    SELECT $1, o.topic, o.partition, o.next_offset FROM unnest($7::text[], $8::int[], $9::bigint[]) AS o(topic, partition, next_offset)
    ORDER BY o.topic, o.partition
    ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = greatest(c.next_offset, excluded.next_offset)
    RETURNING topic, partition, old.next_offset AS stood
  ), positioned AS (
    INSERT INTO stream_position AS p (consumer_group, topic, subject, last_sequence)
    SELECT $1, topic, subject, max(sequence) FROM input GROUP BY topic, subject ORDER BY topic, subject
    ON CONFLICT (consumer_group, topic, subject) DO UPDATE SET last_sequence = greatest(p.last_sequence, excluded.last_sequence)
    RETURNING topic, subject, old.last_sequence AS stood
  )
  SELECT (SELECT string_agg(fact_id::text, ',') FROM fresh) AS fresh,
         (SELECT string_agg(topic || '/' || subject || '=' || stood, ',') FROM positioned WHERE stood IS NOT NULL) AS stood,
         (SELECT string_agg(DISTINCT h.message_key, ',') FROM held_record h WHERE h.consumer_group = $1
            AND h.message_key = ANY ($3::text[]) AND h.state IN ('parked', 'queued', 'ready')) AS blocked,
         CASE WHEN EXISTS (SELECT 1 FROM held_record h WHERE h.state = 'waiting' AND h.consumer_group = $1) THEN (
           SELECT string_agg(DISTINCT h.waits_for, ',') FROM held_record h WHERE h.state = 'waiting' AND h.consumer_group = $1
             AND h.waits_for = ANY (SELECT 'sequence:' || $1 || ':' || topic || '/' || subject || '/' || sequence FROM input)) END AS awaited,
         (SELECT string_agg(topic || '/' || partition || '=' || stood, ',') FROM moved WHERE stood IS NOT NULL) AS offsets`;

interface ReceivedRow {
  readonly fresh: string | null;
  readonly stood: string | null;
  readonly blocked: string | null;
  readonly awaited: string | null;
  readonly offsets: string | null;
}

/** What is known of a chunk's records once they are taken note of. */
export interface Received {
  /** Where the group stood in the partition before this chunk. */
  readonly nextOffset: bigint;
  /** Wanted by a consumer, and not seen before by this group. */
  isFresh(header: Header): boolean;
  /** The subject's sequence before this chunk; 0 when nothing is known of it. */
  stoodAt(header: Header): number;
  /** An earlier record of the key is parked: this one queues. */
  isBlocked(header: Header): boolean;
  /** A later record of the subject waits for this one. */
  isAwaited(header: Header): boolean;
}

/** Takes note of chunks of different partitions; one answer for each of them, in order. */
export async function receive(tx: Tx, group: string, chunks: readonly Chunk[], wanted: ReadonlySet<string>): Promise<Received[]> {
  const records = chunks.flatMap((chunk) => chunk.records);
  const [row] = await tx.query<ReceivedRow>(RECEIVE, [
    group,
    idList(records.map(({ header }) => header.id)),
    idList(records.map(({ header }) => header.subject)),
    records.map(({ header }) => header.sequence),
    records.map(({ header }) => wanted.has(header.type)),
    wordList(records.map(({ message }) => message.topic)),
    wordList(chunks.map(({ first }) => first.topic)),
    chunks.map(({ first }) => first.partition),
    chunks.map(({ last }) => (last.offset + 1n).toString()),
  ]);
  if (!row) throw new Error('chunks were received without an answer');
  const [fresh, blocked, awaited] = [setOf(row.fresh), setOf(row.blocked), setOf(row.awaited)];
  const [stood, offsets] = [numbersOf(row.stood), numbersOf(row.offsets)];
  return chunks.map(({ first: { topic, partition } }) => ({
    nextOffset: BigInt(offsets.get(`${topic}/${partition}`) ?? 0),
    isFresh: ({ id }) => fresh.has(id),
    stoodAt: ({ subject }) => Number(stood.get(`${topic}/${subject}`) ?? 0),
    isBlocked: ({ subject }) => blocked.has(subject),
    isAwaited: ({ subject, sequence }) => awaited.has(sequenceKey(group, topic, subject, sequence)),
  }));
}

const setOf = (list: string | null): ReadonlySet<string> => new Set(list === null ? [] : list.split(','));

/** `name=number` each. */
const numbersOf = (list: string | null): ReadonlyMap<string, string> => new Map((list === null ? [] : list.split(',')).map((entry) => [entry.slice(0, entry.lastIndexOf('=')), entry.slice(entry.lastIndexOf('=') + 1)]));

/** What a record waits for whose predecessor in the stream is missing: each group has its own place in the stream, and what one has handled wakes nothing of another. */
export const sequenceKey = (group: string, topic: string, subject: string, sequence: number): string => `sequence:${group}:${topic}/${subject}/${sequence}`;

/** Where the group stands in the chunk's partition. */
export async function nextOffset(tx: Tx, group: string, { first }: Chunk): Promise<bigint> {
  const [stand] = await nextOffsets(tx, group, [first]);
  return stand?.offset ?? 0n;
}

/** Where the group stands in each of these partitions. Topics are kept for ever, so that the first message has offset 0. */
export async function nextOffsets(tx: Tx, group: string, places: readonly Place[]): Promise<(Place & { offset: bigint })[]> {
  const rows = await tx.query<{ topic: string; partition: number; next_offset: string }>(
    `SELECT p.topic, p.partition, coalesce(o.next_offset, 0) AS next_offset FROM unnest($2::text[], $3::int[]) AS p(topic, partition)
     LEFT JOIN consumer_offset o ON o.consumer_group = $1 AND o.topic = p.topic AND o.partition = p.partition`,
    [group, places.map(({ topic }) => topic), places.map(({ partition }) => partition)],
  );
  return rows.map(({ topic, partition, next_offset }) => ({ topic, partition, offset: BigInt(next_offset) }));
}

/** Gaps were seen: each subject stands at its sequence until what is missing arrives. */
export async function standAt(tx: Tx, group: string, topic: string, gaps: ReadonlyMap<string, number>): Promise<void> {
  if (gaps.size === 0) return;
  await tx.query(
    `UPDATE stream_position p SET last_sequence = g.sequence FROM unnest($3::uuid[], $4::bigint[]) AS g(subject, sequence)
     WHERE p.consumer_group = $1 AND p.topic = $2 AND p.subject = g.subject`,
    [group, topic, idList([...gaps.keys()]), [...gaps.values()]],
  );
}
