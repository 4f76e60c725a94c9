import type { Tx } from '@goufu/persistence';
import type { ReceivedMessage } from '../bus/message-bus.js';
import { sequenceKey } from './receive.js';

interface HeldRow {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly record_offset: string;
  readonly message_key: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface ReadyRecord {
  readonly heldId: string;
  readonly message: ReceivedMessage;
}

/** The first record of every queue whose key is free again becomes ready. */
const PROMOTE = `
  UPDATE held_record q SET state = 'ready' WHERE q.consumer_group = $1 AND q.state = 'queued' AND NOT EXISTS (
    SELECT 1 FROM held_record e WHERE e.consumer_group = $1 AND e.message_key = q.message_key AND e.id <> q.id
      AND e.state IN ('parked', 'ready', 'queued') AND (e.state <> 'queued' OR e.record_offset < q.record_offset))`;

/** The oldest ready record, but none that would overtake an earlier one of its key: parked, or in another process's hands. */
const TAKE = `
  SELECT id, topic, partition, record_offset, message_key, headers, body FROM held_record h
  WHERE consumer_group = $1 AND state = 'ready' AND NOT EXISTS (
    SELECT 1 FROM held_record e WHERE e.consumer_group = $1 AND e.message_key = h.message_key AND e.topic = h.topic
      AND e.state IN ('parked', 'ready') AND e.record_offset < h.record_offset)
  ORDER BY record_offset LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** Locks what a group kept aside and may handle now. */
export async function takeReady(tx: Tx, group: string): Promise<ReadyRecord[]> {
  await tx.query(PROMOTE, [group]);
  const rows = await tx.query<HeldRow>(TAKE, [group]);
  return rows.map((row) => ({
    heldId: row.id,
    message: {
      topic: row.topic,
      partition: row.partition,
      offset: BigInt(row.record_offset),
      key: row.message_key,
      headers: row.headers,
      value: row.body,
    },
  }));
}

/** A ready record was handled: it is forgotten unless it waits again, and its successor in the stream may come. */
export async function finishReady(tx: Tx, group: string, record: ReadyRecord, sequence: number): Promise<void> {
  const { message } = record;
  await tx.query(`DELETE FROM held_record WHERE id = $1 AND state = 'ready'`, [record.heldId]);
  await tx.query(
    `UPDATE stream_position SET last_sequence = greatest(last_sequence, $4)
     WHERE consumer_group = $1 AND topic = $2 AND subject = $3`,
    [group, message.topic, message.key, sequence],
  );
  tx.bring(sequenceKey(group, message.topic, message.key, sequence));
}
