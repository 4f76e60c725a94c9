import type { FundingSnapshot, ServiceSnapshot } from './snapshot.js';
import { stuck, type Violation } from './violation.js';

const TERMINAL = new Set(['disbursed', 'forfeited', 'cancelled']);
/** Groups whose stored offset must reach the end of what they read. */
const READS: Readonly<Record<string, readonly string[]>> = {
  funding: ['procurement', 'projects', 'evaluation'],
  'oversight.ranking': ['procurement', 'evaluation', 'funding'],
  'oversight.timeline': ['procurement', 'projects', 'evaluation', 'funding', 'oversight'],
};

/** Partitions of which a group has not noted everything. */
export function unread(service: string, { offsets }: Pick<ServiceSnapshot, 'offsets'>, ends: ReadonlyMap<string, bigint>): Violation[] {
  const stands = new Map(offsets.map((row) => [`${row.consumer_group} ${row.topic}/${row.partition}`, BigInt(row.next_offset)]));
  const groups = Object.entries(READS).filter(([group]) => group.split('.')[0] === service);
  return groups.flatMap(([group, topics]) =>
    [...ends]
      .filter(([name]) => topics.includes(name.split('/')[0] ?? ''))
      .filter(([name, end]) => (stands.get(`${group} ${name}`) ?? 0n) < end)
      .map(([name, end]) => stuck(`${group} stands at ${stands.get(`${group} ${name}`) ?? 0n} of ${end} in ${name}`)),
  );
}

/** Reasons why a service is not at rest: unsent facts, unread messages, held records, open work. `expected` are keys that may stay parked. */
export function unrest(service: string, snapshot: ServiceSnapshot, ends: ReadonlyMap<string, bigint>, expected: ReadonlySet<string>): Violation[] {
  const { outbox, held, tasks } = snapshot;
  const kept = held.filter(({ message_key }) => !expected.has(message_key));
  return [
    ...(outbox > 0 ? [stuck(`${service}: ${outbox} facts wait in the outbox`)] : []),
    ...unread(service, snapshot, ends),
    ...kept.map(({ state, fact_type, message_key, waits_for, reason }) => stuck(`${service}: ${fact_type ?? 'unreadable'} of ${message_key} is ${state} (${waits_for ?? reason ?? 'queued'})`)),
    ...tasks.map(({ kind, key, state, last_error }) => stuck(`${service}: task ${kind} ${key} is ${state}${last_error === null ? '' : ` (${last_error})`}`)),
  ];
}

/** Each tranche has come to an end, or waits for a person because the bank did what nobody asked of it. */
export function unfinished({ tranches, attempts, orders, entries }: FundingSnapshot): Violation[] {
  const suspended = new Set(entries.filter(({ outcome }) => outcome === 'suspended').map(({ end_to_end_id }) => end_to_end_id));
  const orderOf = new Map(orders.map((order) => [order.id, order.tranche_id]));
  const withPerson = new Set(attempts.filter(({ end_to_end_id }) => suspended.has(end_to_end_id)).map(({ order_id }) => orderOf.get(order_id)));
  return tranches.filter(({ id, stage }) => !TERMINAL.has(stage) && !withPerson.has(id)).map(({ id, stage }) => stuck(`tranche ${id} is still ${stage}`));
}
