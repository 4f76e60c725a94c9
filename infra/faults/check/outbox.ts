import type { FactRow, ServiceSnapshot } from './snapshot.js';
import type { TopicMessage } from './topics.js';
import { drifted, lost, type Violation } from './violation.js';

/** Every stored fact lies on Kafka at least once with the same bytes, nothing else lies there, and each key has its facts in order. */
export function checkOutbox(service: string, { facts }: Pick<ServiceSnapshot, 'facts'>, messages: readonly TopicMessage[]): Violation[] {
  const stored = new Map(facts.map((fact) => [fact.id, fact]));
  const copies = new Map<string, TopicMessage[]>();
  for (const message of messages) copies.set(message.id, [...(copies.get(message.id) ?? []), message]);
  const unsent = facts.filter(({ id }) => !copies.has(id)).map(({ id, type, subject }) => lost(`${service}: fact ${type} ${id} of ${subject} never reached Kafka`));
  const unknown = [...copies.keys()].filter((id) => !stored.has(id)).map((id) => lost(`${service}: ${copies.get(id)?.[0]?.type} ${id} lies on Kafka but was never committed`));
  const different = [...copies].flatMap(([id, all]) => {
    const fact = stored.get(id);
    return fact && all.some((copy) => !same(fact, copy)) ? [drifted(`${service}: fact ${id} has other bytes on Kafka than in its table`)] : [];
  });
  return [...unsent, ...unknown, ...different, ...order(service, messages)];
}

const same = (fact: FactRow, copy: TopicMessage): boolean =>
  fact.body === copy.body && fact.type === copy.type && fact.subject === copy.key && Number(fact.sequence) === copy.sequence;

/** First sight counts: a copy that comes again later is a duplicate, not a step back. */
function order(service: string, messages: readonly TopicMessage[]): Violation[] {
  const stands = new Map<string, number>();
  const seen = new Set<string>();
  const found: Violation[] = [];
  for (const { id, key, sequence, type } of messages) {
    if (seen.has(id)) continue;
    seen.add(id);
    const next = (stands.get(key) ?? 0) + 1;
    if (sequence !== next) found.push(drifted(`${service}: ${type} of ${key} came as number ${sequence} where ${next} was next`));
    stands.set(key, sequence);
  }
  return found;
}
