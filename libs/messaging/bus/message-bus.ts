/** One message as it lies on a topic. */
export interface BusMessage {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface ReceivedMessage extends BusMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Messages of one partition in order; `highWatermark` is the offset after the last one on the broker. */
export interface ReceivedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  readonly highWatermark: bigint;
}

export interface BatchContext {
  /** False once the partition was taken away: stop, without an effect. */
  isCurrent(): boolean;
  /** Keeps the membership alive between chunks. */
  heartbeat(): Promise<void>;
  /** The offset after the last message whose effect is durable in the consumer's own database. */
  done(nextOffset: bigint): void;
}

/** Thrown by a batch handler that needs the partition to go on from another offset. */
export class SeekTo extends Error {
  constructor(readonly offset: bigint) {
    super(`continue from offset ${offset}`);
  }
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

export interface SubscribeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group without a committed offset begins: with the first message unless told. */
  readonly startAt?: 'beginning' | 'end';
  onBatch(batch: ReceivedBatch, context: BatchContext): Promise<void>;
  /** Asked whenever partitions come to this member: the offsets to go on from, where others than the broker's. */
  standsAt?(assigned: readonly Place[]): Promise<readonly (Place & { readonly offset: bigint })[]>;
  /** The client gave up for good; the process must end and be started again. */
  onCrash(error: Error): void;
}

export interface Subscription {
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
}

/** The broker as Goufu needs it; kafkajs is one adapter (docs/adr/0001). Conformance suite: bus/message-bus.int-spec.ts. */
export interface MessageBus {
  /** Resolves when every message is acknowledged by all in-sync replicas, in order per key. */
  publish(topic: string, messages: readonly BusMessage[]): Promise<void>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Throws with the reason when the broker cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}
export const MESSAGE_BUS = Symbol('MessageBus');
