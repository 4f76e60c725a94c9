import { describe, expect, it, jest } from '@jest/globals';
import type { MessageBus, ReceivedMessage } from '@goufu/messaging';
import { Replay } from './replay.js';

type Subscribed = Parameters<MessageBus['subscribe']>[0];

const message = (offset: bigint): ReceivedMessage => ({ topic: 'evaluation', partition: 0, offset, key: 'k', value: '{}', headers: {} });
const context: Parameters<Subscribed['onBatch']>[1] = { isCurrent: () => true, heartbeat: () => Promise.resolve(), done: () => undefined };

describe('a replay', () => {
  it('does not take the time in which its messages are worked on for silence of the broker', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    let subscribed: Subscribed | undefined;
    const subscribe: MessageBus['subscribe'] = async (options) => {
      subscribed = options;
      return { stop: async () => undefined, pause: () => undefined, resume: () => undefined };
    };
    const replay = await Replay.begin({ subscribe });
    const arrive = (offset: bigint) => subscribed?.onBatch({ topic: 'evaluation', partition: 0, messages: [message(offset)], highWatermark: 2n }, context);

    const out = replay.upTo(new Map([['evaluation/0', 2n]]));
    await arrive(0n);
    expect((await out.next()).value).toEqual([message(0n)]);
    now += 120_000;
    const next = out.next();
    await arrive(1n);
    expect((await next).value).toEqual([message(1n)]);
    expect(await out.next()).toEqual({ done: true, value: undefined });
    clock.mockRestore();
  });
});
