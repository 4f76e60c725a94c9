import type { FundingSnapshot, ServiceSnapshot } from './snapshot.js';
import { lost, stuck, type Violation } from './violation.js';

const TERMINAL = new Set(['disbursed', 'forfeited', 'cancelled']);
/** Groups whose stored offset must reach the end of what they read. */
const READS: Readonly<Record<string, readonly string[]>> = {
  funding: ['procurement', 'projects', 'evaluation'],
  'oversight.ranking': ['procurement', 'evaluation', 'funding'],
  'oversight.timeline': ['procurement', 'projects', 'evaluation', 'funding', 'oversight'],
};

export const GROUPS = Object.keys(READS);

/** Partitions of which a group has not noted everything. */
export function unread(service: string, { offsets }: Pick<ServiceSnapshot, 'offsets'>, ends: ReadonlyMap<string, bigint>): Violation[] {
  return GROUPS.filter((group) => group.split('.')[0] === service).flatMap((group) =>
    behind(group, offsets, ends)
      .filter(({ partition }) => READS[group]?.includes(partition.split('/')[0] ?? ''))
      .map(({ partition, stands, end }) => stuck(`${group} stands at ${stands} of ${end} in ${partition}`)),
  );
}

/** What a group told the broker that it had taken in, and has not: nobody will send it again. */
export const skipped = (group: string, { offsets }: Pick<ServiceSnapshot, 'offsets'>, told: ReadonlyMap<string, bigint>): Violation[] =>
  behind(group, offsets, told).map(({ partition, stands, end }) => lost(`${group} told the broker that it had taken in ${end} of ${partition}, and had taken in ${stands}`));

function behind(group: string, offsets: ServiceSnapshot['offsets'], ends: ReadonlyMap<string, bigint>) {
  const own = new Map(offsets.filter(({ consumer_group }) => consumer_group === group).map((row) => [`${row.topic}/${row.partition}`, BigInt(row.next_offset)]));
  return [...ends].map(([partition, end]) => ({ partition, stands: own.get(partition) ?? 0n, end })).filter(({ stands, end }) => stands < end);
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
