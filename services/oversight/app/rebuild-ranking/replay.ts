import { setTimeout as delay } from 'node:timers/promises';
import { CONTEXTS } from '@goufu/contracts';
import { newId, type MessageBus, type ReceivedMessage } from '@goufu/messaging';

/** Next offset to read, by `topic/partition`. */
export type Positions = ReadonlyMap<string, bigint>;

const BUFFERED = 20_000;
const PAUSE_MS = 20;
/** Longer than a consumer group needs to form. */
const SILENCE_MS = 60_000;

/** Reads topics from their first message in a consumer group of its own, and hands messages out up to given positions. */
export class Replay {
  private readonly arrived: ReceivedMessage[] = [];
  private readonly reached = new Map<string, bigint>();
  private held: ReceivedMessage[] = [];
  private failure: Error | undefined;

  private constructor() {}

  static async begin(bus: Pick<MessageBus, 'subscribe'>): Promise<Replay> {
    const replay = new Replay();
    await bus.subscribe({
      group: `oversight.ranking-rebuild-${newId()}`,
      topics: CONTEXTS.filter((context) => context !== 'oversight'),
      onBatch: async ({ messages }, context) => {
        replay.arrived.push(...messages);
        const last = messages.at(-1);
        if (last) context.done(last.offset + 1n);
        while (replay.arrived.length > BUFFERED && context.isCurrent()) {
          await delay(PAUSE_MS);
          await context.heartbeat();
        }
      },
      onCrash: (error) => (replay.failure = error),
    });
    return replay;
  }

  /** Messages before `until` that were not handed out yet, in offset order per partition; ends when all are out. */
  async *upTo(until: Positions): AsyncGenerator<readonly ReceivedMessage[]> {
    for (let quietSince = performance.now(); ; ) {
      const due = this.takeDue(until);
      if (due.length > 0) {
        yield due;
        // Only then: while they were worked on nobody listened, and that may take long.
        quietSince = performance.now();
      }
      if ([...until].every(([partition, offset]) => (this.reached.get(partition) ?? 0n) >= offset)) return;
      if (this.failure) throw this.failure;
      if (performance.now() - quietSince > SILENCE_MS) throw new Error('the broker does not give what the ranking has read before; refill it with facts:republish');
      await delay(PAUSE_MS);
    }
  }

  /** A message may arrive again after a rebalance: only what lies behind the position counts. */
  private takeDue(until: Positions): ReceivedMessage[] {
    const due: ReceivedMessage[] = [];
    const held: ReceivedMessage[] = [];
    for (const message of [...this.held, ...this.arrived.splice(0)]) {
      const partition = `${message.topic}/${message.partition}`;
      if (message.offset < (this.reached.get(partition) ?? 0n)) continue;
      if (message.offset >= (until.get(partition) ?? 0n)) held.push(message);
      else {
        due.push(message);
        this.reached.set(partition, message.offset + 1n);
      }
    }
    this.held = held;
    return due;
  }
}
