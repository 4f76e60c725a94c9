import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka, KafkaMessage, RequestTimeoutEvent } from 'kafkajs';
import { SeekTo, type ReceivedMessage, type SubscribeOptions, type Subscription } from './message-bus.js';
import { whenKnown } from './when-known.js';

/** Kafka's own offset is only for seeing the lag: committed off the path, at most this often. */
const COMMIT_EVERY_MS = 100;
/** All that a fetch brought: what is handed on together can be handled together. */
const PARTITIONS_AT_ONCE = 64;

interface Consumption extends SubscribeOptions {
  readonly sessionMs: number;
  /** A request was not answered in time. */
  readonly onSilence: (event: RequestTimeoutEvent) => void;
}

type Receive = (topic: string, partition: number, message: KafkaMessage) => ReceivedMessage;

/** One consumer group membership. */
export class KafkaSubscription implements Subscription {
  private readonly consumer: Consumer;
  private lastCommit = 0;
  /** Counts what makes an assignment void: the next one, and the end of this run. */
  private assignments = 0;

  constructor(
    kafka: Kafka,
    private readonly prefix: string,
    private readonly options: Consumption,
    private readonly receive: Receive,
  ) {
    this.consumer = kafka.consumer({
      groupId: prefix + options.group,
      sessionTimeout: options.sessionMs,
      rebalanceTimeout: 20_000,
      heartbeatInterval: Math.min(1_000, options.sessionMs / 4),
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 4 * 1_048_576,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 30, restartOnFailure: () => Promise.resolve(true) },
    });
    this.consumer.on(this.consumer.events.REQUEST_TIMEOUT, options.onSilence);
    this.consumer.on(this.consumer.events.GROUP_JOIN, (event) => void this.goOnFromOwnPlace(event).catch((error: Error) => options.onCrash(error)));
    this.consumer.on(this.consumer.events.STOP, () => void (this.assignments += 1));
    this.consumer.on(this.consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) options.onCrash(payload.error);
    });
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    const topics = this.options.topics.map((topic) => this.prefix + topic);
    await whenKnown(() => this.consumer.subscribe({ topics, fromBeginning: this.options.startAt !== 'end' }));
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => this.handle(payload),
    });
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  pause(): void {
    this.consumer.pause(this.options.topics.map((topic) => ({ topic: this.prefix + topic })));
  }

  resume(): void {
    this.consumer.resume(this.options.topics.map((topic) => ({ topic: this.prefix + topic })));
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const topic = batch.topic.slice(this.prefix.length);
    const messages = batch.messages.map((message) => this.receive(topic, batch.partition, message));
    try {
      await this.options.onBatch(
        { topic, partition: batch.partition, messages, highWatermark: BigInt(batch.highWatermark) },
        {
          isCurrent: () => payload.isRunning() && !payload.isStale(),
          heartbeat: () => payload.heartbeat(),
          done: (nextOffset) => payload.resolveOffset((nextOffset - 1n).toString()),
        },
      );
    } catch (error) {
      if (!(error instanceof SeekTo)) throw error;
      this.consumer.seek({ topic: batch.topic, partition: batch.partition, offset: error.offset.toString() });
      return;
    }
    this.commit(payload);
  }

  /** The broker's offset only says where the group once was; after a restore the database stands before it, and what lies between must come again. */
  private async goOnFromOwnPlace({ payload }: ConsumerGroupJoinEvent): Promise<void> {
    const assigned = Object.entries(payload.memberAssignment).flatMap(([name, partitions]) =>
      partitions.map((partition) => ({ topic: name.slice(this.prefix.length), partition })),
    );
    const assignment = (this.assignments += 1);
    const places = (await this.options.standsAt?.(assigned)) ?? [];
    // Asked meanwhile for another assignment, or stopped: that one has its own places, and a stopped consumer has none.
    if (assignment !== this.assignments) return;
    for (const { topic, partition, offset } of places) {
      this.consumer.seek({ topic: this.prefix + topic, partition, offset: offset.toString() });
    }
  }

  /** Off the path: nobody waits for it, and what keeps it from being done the next heartbeat meets too. */
  private commit(payload: EachBatchPayload): void {
    const now = Date.now();
    if (now - this.lastCommit < COMMIT_EVERY_MS) return;
    this.lastCommit = now;
    payload.commitOffsetsIfNecessary(payload.uncommittedOffsets()).catch(() => undefined);
  }
}
