import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, servers } from '@goufu/testing';
import { KafkaBus } from './kafka-bus.js';
import { SeekTo, type BatchContext, type BusMessage, type MessageBus, type ReceivedBatch } from './message-bus.js';

/** What every adapter of the port must do. Runs against the real broker. */
const adapters: readonly [string, (prefix: string) => Promise<MessageBus>][] = [
  [
    'kafkajs',
    async (topicPrefix) => {
      const { kafkaBrokers } = await servers();
      const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
      return new KafkaBus({ brokers: kafkaBrokers.split(','), clientId: 'conformance', topicPrefix, log: silent });
    },
  ],
];

const message = (key: string, value: string): BusMessage => ({ key, value, headers: { ce_type: 'spec', 'content-type': 'application/json' } });
const fail = (error: Error): never => {
  throw error;
};

describe.each(adapters)('%s as a message bus', (_name, open) => {
  const prefix = `bus-${randomBytes(4).toString('hex')}.`;
  let bus: MessageBus;

  beforeAll(async () => {
    bus = await open(prefix);
    await bus.ensureTopics([{ topic: 'one', partitions: 3 }]);
    await bus.ensureTopics([{ topic: 'one', partitions: 3 }]);
  });
  afterAll(() => bus.close());

  const collect = async (group: string, onBatch: (batch: ReceivedBatch, context: BatchContext) => Promise<void>) =>
    bus.subscribe({ group, topics: ['one'], onBatch, onCrash: fail });

  it('keeps the order of a key, the headers and the text', async () => {
    await bus.publish('one', Array.from({ length: 50 }, (_, i) => message(`k${i % 5}`, `{"n":${i},"字":"购服"}`)));
    const seen = new Map<string, number[]>();
    const headers: unknown[] = [];
    const subscription = await collect('order', async (batch, context) => {
      for (const { key, value, headers: h, offset } of batch.messages) {
        seen.set(key, [...(seen.get(key) ?? []), (JSON.parse(value) as { n: number }).n]);
        headers.push(h);
        context.done(offset + 1n);
      }
      await context.heartbeat();
    });
    await eventually(() => expect([...seen.values()].flat()).toHaveLength(50), { within: 20_000 });
    for (const numbers of seen.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(headers[0]).toEqual({ ce_type: 'spec', 'content-type': 'application/json' });
    await subscription.stop();
  });

  it('takes long facts, many at once', async () => {
    await bus.ensureTopics([{ topic: 'long', partitions: 1 }]);
    await bus.publish('long', Array.from({ length: 10 }, (_, i) => message('k', `{"n":${i},"terms":"${'购'.repeat(300_000)}"}`)));
    const lengths: number[] = [];
    const onBatch = async (batch: ReceivedBatch, context: BatchContext): Promise<void> => {
      for (const { value, offset } of batch.messages) {
        lengths.push(value.length);
        context.done(offset + 1n);
      }
    };
    const subscription = await bus.subscribe({ group: 'long', topics: ['long'], onBatch, onCrash: fail });
    await eventually(() => expect(lengths).toHaveLength(10), { within: 20_000 });
    await subscription.stop();
  });

  it('hands over again what was not done', async () => {
    const first: string[] = [];
    const interrupted = await collect('again', async (batch) => {
      first.push(...batch.messages.map(({ value }) => value));
    });
    await eventually(() => expect(new Set(first).size).toBe(50), { within: 20_000 });
    await interrupted.stop();
    const second = new Set<string>();
    const subscription = await collect('again', async (batch, context) => {
      for (const { value, offset } of batch.messages) {
        second.add(value);
        context.done(offset + 1n);
      }
    });
    await eventually(() => expect(second.size).toBe(50), { within: 20_000 });
    await subscription.stop();
  });

  it('goes on from the offset that the handler names', async () => {
    const seen = new Map<number, bigint[]>();
    const jumped = new Set<number>();
    const subscription = await collect('seek', async (batch, context) => {
      if (batch.messages.length > 1 && !jumped.has(batch.partition)) {
        jumped.add(batch.partition);
        throw new SeekTo(1n);
      }
      const offsets = batch.messages.map(({ offset }) => offset);
      seen.set(batch.partition, [...(seen.get(batch.partition) ?? []), ...offsets]);
      context.done((offsets.at(-1) ?? 0n) + 1n);
    });
    await eventually(() => expect([...seen.values()].flat().length).toBe(50 - jumped.size), { within: 20_000 });
    for (const partition of jumped) expect(seen.get(partition)?.[0]).toBe(1n);
    await subscription.stop();
  });

  it('says that the broker answers', async () => {
    await expect(bus.check()).resolves.toBeUndefined();
  });
});
