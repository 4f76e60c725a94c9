import type { Tx } from '@goufu/persistence';
import type { Chunk } from './chunk.js';

/**
 * One statement takes note of a chunk: inbox rows (a known id gives nothing back), the next offset, and per subject the
 * highest sequence. It answers per record what the consumer must know before it acts.
 */
const RECEIVE = `
  WITH input AS (
    SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $9::boolean[]) WITH ORDINALITY AS i(fact_id, subject, sequence, wanted, ord)
  ), fresh AS (
    INSERT INTO inbox (consumer_group, fact_id) SELECT $1, fact_id FROM input WHERE wanted ON CONFLICT DO NOTHING RETURNING fact_id
  ), moved AS (
    INSERT INTO consumer_offset AS c (consumer_group, topic, partition, next_offset) VALUES ($1, $5, $6, $8)
    ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = greatest(c.next_offset, excluded.next_offset)
  ), positioned AS (
    INSERT INTO stream_position AS p (consumer_group, topic, subject, last_sequence)
    SELECT $1, $5, subject, max(sequence) FROM input GROUP BY subject ORDER BY subject
    ON CONFLICT (consumer_group, topic, subject) DO UPDATE SET last_sequence = greatest(p.last_sequence, excluded.last_sequence)
  )
  SELECT i.fact_id IN (SELECT fact_id FROM fresh) AS fresh,
         coalesce(p.last_sequence, 0)::int AS last_sequence,
         EXISTS (SELECT 1 FROM held_record h WHERE h.consumer_group = $1 AND h.message_key = i.subject::text
                 AND h.state IN ('parked', 'queued', 'ready')) AS blocked,
         EXISTS (SELECT 1 FROM held_record h WHERE h.state = 'waiting' AND h.consumer_group = $1
                 AND h.waits_for = 'sequence:' || $5 || '/' || i.subject || '/' || i.sequence) AS awaited,
         CASE WHEN coalesce(o.next_offset, 0) < $7 THEN coalesce(o.next_offset, 0) END AS stored_offset
  FROM input i
  LEFT JOIN consumer_offset o ON o.consumer_group = $1 AND o.topic = $5 AND o.partition = $6
  LEFT JOIN stream_position p ON p.consumer_group = $1 AND p.topic = $5 AND p.subject = i.subject
  ORDER BY i.ord`;

export interface Received {
  /** Wanted by the consumer, and not seen before by this group. */
  readonly fresh: boolean;
  /** The subject's sequence before this chunk; 0 when nothing is known of it. */
  readonly last_sequence: number;
  /** An earlier record of the key is parked: this one queues. */
  readonly blocked: boolean;
  /** A later record of the subject waits for this one. */
  readonly awaited: boolean;
  /** Set when messages between the stored offset and this chunk were skipped. */
  readonly stored_offset: string | null;
}

export function receive(tx: Tx, group: string, chunk: Chunk): Promise<Received[]> {
  const { records, type, first, last } = chunk;
  return tx.query<Received>(RECEIVE, [
    group,
    records.map(({ header }) => header.id),
    records.map(({ header }) => header.subject),
    records.map(({ header }) => header.sequence),
    first.topic,
    first.partition,
    first.offset.toString(),
    (last.offset + 1n).toString(),
    records.map(({ header }) => header.type === type),
  ]);
}

/** Where the group stands in the chunk's partition. Topics are kept for ever, so that the first message has offset 0. */
export async function nextOffset(tx: Tx, group: string, { first }: Chunk): Promise<bigint> {
  const [row] = await tx.query<{ next_offset: string }>(
    'SELECT next_offset FROM consumer_offset WHERE consumer_group = $1 AND topic = $2 AND partition = $3',
    [group, first.topic, first.partition],
  );
  return BigInt(row?.next_offset ?? 0);
}

/** A gap was seen: the subject stands at `sequence` until what is missing arrives. */
export async function standAt(tx: Tx, group: string, topic: string, subject: string, sequence: number): Promise<void> {
  await tx.query(
    `UPDATE stream_position SET last_sequence = $4 WHERE consumer_group = $1 AND topic = $2 AND subject = $3`,
    [group, topic, subject, sequence],
  );
}
