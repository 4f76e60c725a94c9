import type { Tx } from '@goufu/persistence';
import type { ReceivedMessage } from '../bus/message-bus.js';
import { causedId } from '../ids.js';
import { headerOf } from './record.js';

export type HeldState = 'waiting' | 'ready' | 'parked' | 'queued' | 'discarded';

/** A message kept aside by one group, with all that is needed to handle it later. */
export interface Holding {
  readonly message: ReceivedMessage;
  readonly state: 'waiting' | 'parked' | 'queued';
  readonly waitsFor?: string;
  readonly reason?: string;
}

const HOLD_NAMESPACE = '6f2c1c9e-3a52-5c0e-9d0a-2b8f0d6f1a77';

/** By fact as well as by place: a topic that was lost and filled again has other facts at the same offsets. */
const heldId = (group: string, { topic, partition, offset, headers }: ReceivedMessage): string =>
  causedId(HOLD_NAMESPACE, `${group}/${topic}/${partition}/${offset}/${headers['ce_id'] ?? ''}`);

/** Keeps messages aside; the same message again changes its state and reason only. */
export async function hold(tx: Tx, group: string, holdings: readonly Holding[]): Promise<void> {
  if (holdings.length === 0) return;
  const column = <Value>(value: (holding: Holding) => Value): Value[] => holdings.map(value);
  const headers = holdings.map(({ message }) => headerOf(message));
  await tx.query(
    `INSERT INTO held_record (id, consumer_group, state, topic, partition, record_offset, message_key, fact_type, sequence,
                              headers, body, waits_for, reason)
     SELECT id, $1, state, topic, partition, record_offset, message_key, fact_type, sequence, headers, body, waits_for, reason
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::text[], $8::text[], $9::bigint[],
                 $10::jsonb[], $11::text[], $12::text[], $13::text[])
       AS h(id, state, topic, partition, record_offset, message_key, fact_type, sequence, headers, body, waits_for, reason)
     ON CONFLICT (id)
     DO UPDATE SET state = excluded.state, waits_for = excluded.waits_for, reason = excluded.reason`,
    [
      group,
      column(({ message }) => heldId(group, message)),
      column(({ state }) => state),
      column(({ message }) => message.topic),
      column(({ message }) => message.partition),
      column(({ message }) => message.offset.toString()),
      column(({ message }) => message.key),
      headers.map((header) => (header instanceof Error ? null : header.type)),
      headers.map((header) => (header instanceof Error ? null : header.sequence)),
      column(({ message }) => JSON.stringify(message.headers)),
      column(({ message }) => message.value),
      column(({ waitsFor }) => waitsFor ?? null),
      column(({ reason }) => reason ?? null),
    ],
  );
}
