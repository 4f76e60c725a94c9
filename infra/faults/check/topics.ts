import { setTimeout as delay } from 'node:timers/promises';
import { CONTEXTS } from '@goufu/contracts';
import kafkajs, { type Admin, type Consumer, type EachBatchPayload, type Kafka } from 'kafkajs';

const { logLevel } = kafkajs;
const CAUGHT_UP_WITHIN_MS = 240_000;
/** A consumer that read nothing for so long although something lies there has not survived the broker's death. */
const SILENT_FOR_MS = 20_000;
const LOOK_EVERY_MS = 100;

export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly jurisdiction: string;
  readonly time: string;
  readonly actor: string;
  readonly body: string;
}

/** Everything that lies on the topics of a world, read by the harness on its own and kept in the order of the partitions. */
export class TopicReader {
  private readonly kafka: Kafka;
  private consumer: Consumer | undefined;
  private consumers = 0;
  private tookAt = 0;
  private readonly partitions = new Map<string, TopicMessage[]>();

  constructor(
    brokers: string,
    private readonly prefix: string,
  ) {
    this.kafka = new kafkajs.Kafka({ clientId: 'faults-checker', brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 30, initialRetryTime: 100, maxRetryTime: 1_000 } });
  }

  /** Begins at the beginning, in a group that nobody else is in; what was read before is read over. */
  async start(): Promise<void> {
    this.consumers += 1;
    this.tookAt = performance.now();
    const retry = { retries: 30, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(true) };
    this.consumer = this.kafka.consumer({ groupId: `${this.prefix}faults-checker-${this.consumers}`, sessionTimeout: 10_000, maxWaitTimeInMs: 200, retry });
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: CONTEXTS.map((topic) => this.prefix + topic), fromBeginning: true });
    await this.consumer.run({ autoCommit: false, eachBatch: (payload) => this.take(payload) });
  }

  async stop(): Promise<void> {
    await this.consumer?.disconnect();
  }

  /** Messages of a topic, those of one key in their order. */
  of(topic: string): TopicMessage[] {
    return [...this.partitions].filter(([name]) => name.startsWith(`${topic}/`)).flatMap(([, messages]) => messages);
  }

  /** Where each partition ends now, by `topic/partition`. */
  async ends(): Promise<Map<string, bigint>> {
    return this.asAdmin(async (admin) => {
      const ends = new Map<string, bigint>();
      for (const topic of CONTEXTS) {
        for (const { partition, high } of await admin.fetchTopicOffsets(this.prefix + topic)) ends.set(`${topic}/${partition}`, BigInt(high));
      }
      return ends;
    });
  }

  /** How far a group has told the broker that it is, by `topic/partition`. */
  async toldBy(group: string): Promise<Map<string, bigint>> {
    return this.asAdmin(async (admin) => {
      const topics = await admin.fetchOffsets({ groupId: this.prefix + group, topics: CONTEXTS.map((topic) => this.prefix + topic) });
      return new Map(topics.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => [`${topic.slice(this.prefix.length)}/${partition}`, BigInt(offset)])));
    });
  }

  /** Waits until everything that is there now was read. */
  async caughtUp(): Promise<Map<string, bigint>> {
    const ends = await this.ends();
    const behind = (): string[] => [...ends].filter(([name, end]) => BigInt(this.partitions.get(name)?.length ?? 0) < end).map(([name]) => name);
    for (const began = performance.now(); behind().length > 0; ) {
      if (performance.now() > began + CAUGHT_UP_WITHIN_MS) throw new Error(`the checker could not read ${behind().join(', ')} to their ends`);
      if (performance.now() > Math.max(began, this.tookAt) + SILENT_FOR_MS) await this.restart();
      await delay(LOOK_EVERY_MS);
    }
    return ends;
  }

  private async asAdmin<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  private async restart(): Promise<void> {
    // It may hang as it is; nobody waits for it.
    this.consumer?.disconnect().catch(() => undefined);
    await this.start();
  }

  /** Topics are kept for ever and written without transactions: the next message is the one whose offset is the count so far. */
  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    this.tookAt = performance.now();
    const topic = batch.topic.slice(this.prefix.length);
    const name = `${topic}/${batch.partition}`;
    const kept = this.partitions.get(name) ?? [];
    this.partitions.set(name, kept);
    for (const message of batch.messages) {
      const offset = BigInt(message.offset);
      const header = (of: string): string => String(message.headers?.[of] ?? '');
      if (offset === BigInt(kept.length)) {
        kept.push({
          topic,
          partition: batch.partition,
          offset,
          key: message.key?.toString() ?? '',
          id: header('ce_id'),
          type: header('ce_type'),
          sequence: Number(header('ce_sequence')),
          jurisdiction: header('ce_jurisdiction'),
          time: header('ce_time'),
          actor: header('ce_actorid'),
          body: message.value?.toString() ?? '',
        });
      }
      payload.resolveOffset(message.offset);
    }
    await payload.heartbeat();
  }
}
