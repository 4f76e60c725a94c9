import type { HostileFact } from './hostile-facts.js';

/** One way in which a broker may deliver the same facts. */
export interface Delivery {
  readonly name: string;
  /** Steps; each is consumed before the next is published, so that the order is the spec's, not the broker's. */
  readonly steps: readonly (readonly HostileFact[])[];
  /** Where the consumer is killed; it is then started again. */
  readonly killedAt?: string;
}

const KILLED_AT = ['before-commit', 'after-commit-before-offset'];
const KILLED_AT_PUBLISHING = ['before-publish', 'after-publish'];

/** The delivery that the others are held against. Step by step, since the order of topics is otherwise the broker's, and not the same twice. */
export const inOrder = (facts: readonly HostileFact[]): Delivery => ({ name: 'once', steps: stepwise(facts) });

/** Everything that may happen to `facts` on the way. `seed` draws the interleaving of topics and keys. */
export function deliveriesOf(facts: readonly HostileFact[], seed: number, publishes: boolean): Delivery[] {
  const all = [facts];
  return [
    { name: 'each record three times', steps: [facts.flatMap((fact) => [fact, fact, fact])] },
    { name: 'everything, and then everything again', steps: [facts, facts] },
    { name: 'topics and keys in reverse', steps: stepwise(inReverse(facts)) },
    { name: `topics and keys interleaved by seed ${seed}`, steps: stepwise(interleaved(facts, seed)) },
    ...[...KILLED_AT, ...(publishes ? KILLED_AT_PUBLISHING : [])].map((killedAt) => ({ name: `killed at ${killedAt}`, steps: all, killedAt })),
  ];
}

const stepwise = (facts: readonly HostileFact[]) => facts.map((fact) => [fact]);

/** Facts of one topic and key keep their order; that is all that Kafka promises. */
function streamsOf(facts: readonly HostileFact[]): HostileFact[][] {
  const streams = new Map<string, HostileFact[]>();
  for (const fact of facts) {
    const name = `${fact.contract.topic}/${fact.subject}`;
    streams.set(name, [...(streams.get(name) ?? []), fact]);
  }
  return [...streams.values()];
}

export const inReverse = (facts: readonly HostileFact[]): HostileFact[] => streamsOf(facts).reverse().flat();

export function interleaved(facts: readonly HostileFact[], seed: number): HostileFact[] {
  const streams = streamsOf(facts);
  const drawn: HostileFact[] = [];
  for (let state = seed; drawn.length < facts.length; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const open = streams.filter((stream) => stream.length > 0);
    const next = open[(state >>> 16) % open.length]?.shift();
    if (next) drawn.push(next);
  }
  return drawn;
}
