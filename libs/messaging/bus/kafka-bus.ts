import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import kafkajs, { type Admin, type Kafka, type KafkaMessage, type LogEntry, type Producer, type RequestTimeoutEvent } from 'kafkajs';
import type { Log } from '../log.js';
import { BrokerSockets } from './broker-sockets.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { quietKafkajsTimers } from './kafkajs-timer-shim.js';
import type { BusMessage, MessageBus, ReceivedMessage, SubscribeOptions, Subscription, TopicSpec } from './message-bus.js';
import { whenKnown } from './when-known.js';

// kafkajs is CommonJS: Node sees only some of its names as named imports.
const { CompressionCodecs, CompressionTypes, ConfigResourceTypes, KafkaJSProtocolError, logLevel, Partitioners } = kafkajs;

quietKafkajsTimers();
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) =>
    Promise.resolve(zstdCompressSync(buffer, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })),
  decompress: (buffer: Buffer) => Promise.resolve(zstdDecompressSync(buffer)),
});

export interface KafkaBusOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Put before every topic and group; lets tests share a broker. */
  readonly topicPrefix?: string;
  /** After so many silent milliseconds the broker counts a consumer as gone; ten seconds unless told. */
  readonly sessionMs?: number | undefined;
  /** A broker that leaves a request unanswered for so many milliseconds is dialled anew; ten seconds unless told. */
  readonly answerWithinMs?: number;
  readonly log: Log;
}

/** Kept for ever, in the broker's time. What the relay sends at once counts as one message, and facts may be long. */
const TOPIC_SETTINGS = [
  { name: 'retention.ms', value: '-1' },
  { name: 'cleanup.policy', value: 'delete' },
  { name: 'message.timestamp.type', value: 'LogAppendTime' },
  { name: 'max.message.bytes', value: String(64 * 1_048_576) },
];

const SESSION_MS = 10_000;
const ANSWER_WITHIN_MS = 10_000;

/** What a broker answers only once the leader of the group has spoken: no sign of a lost connection. Joining anew on it keeps the member. */
const WAITS_FOR_OTHERS = 'SyncGroup';

interface Client {
  readonly kafka: Kafka;
  readonly onSilence: (event: RequestTimeoutEvent) => void;
}

/** Errors after which an idempotent producer cannot go on: it is dropped and a new one made. */
const PRODUCER_IS_LOST = new Set(['UNKNOWN_PRODUCER_ID', 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED']);

/** The broker through kafkajs (docs/adr/0001-kafkajs-behind-a-port.md). */
export class KafkaBus implements MessageBus {
  private readonly prefix: string;
  private producer: Promise<Producer> | undefined;
  private admin: Promise<Admin> | undefined;
  private readonly subscriptions = new Set<Subscription>();

  constructor(private readonly options: KafkaBusOptions) {
    this.prefix = options.topicPrefix ?? '';
  }

  /** A client with connections of its own: whoever is not answered gives up no connection but theirs. */
  private newClient(): Client {
    const sockets = new BrokerSockets();
    const kafka = new kafkajs.Kafka({
      clientId: this.options.clientId,
      brokers: [...this.options.brokers],
      connectionTimeout: 5_000,
      requestTimeout: this.options.answerWithinMs ?? ANSWER_WITHIN_MS,
      socketFactory: sockets.factory,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => this.relayLog(entry),
    });
    const onSilence = ({ payload: { apiName, broker } }: RequestTimeoutEvent): void => {
      if (apiName !== WAITS_FOR_OTHERS) sockets.tear(broker);
    };
    return { kafka, onSilence };
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    const producer = await (this.producer ??= this.openProducer());
    try {
      await producer.send({ topic: this.prefix + topic, acks: -1, messages: messages.map((m) => ({ ...m, headers: { ...m.headers } })) });
    } catch (error) {
      if (error instanceof KafkaJSProtocolError && PRODUCER_IS_LOST.has(error.type)) this.producer = undefined;
      throw error;
    }
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    const { kafka, onSilence } = this.newClient();
    const consumption = { ...options, sessionMs: this.options.sessionMs ?? SESSION_MS, onSilence };
    const subscription = new KafkaSubscription(kafka, this.prefix, consumption, receivedMessage);
    await subscription.start();
    this.subscriptions.add(subscription);
    return subscription;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const admin = await this.connectedAdmin();
    const existing = new Set(await admin.listTopics());
    const wanted = topics.map(({ topic, partitions }) => ({ topic: this.prefix + topic, numPartitions: partitions, configEntries: TOPIC_SETTINGS }));
    const missing = wanted.filter(({ topic }) => !existing.has(topic));
    const there = wanted.filter(({ topic }) => existing.has(topic));
    const resources = there.map(({ topic: name, configEntries }) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries }));
    if (resources.length > 0) await admin.alterConfigs({ validateOnly: false, resources });
    if (missing.length === 0) return;
    await admin.createTopics({ waitForLeaders: false, topics: missing });
    // Every partition has its leader then.
    await whenKnown(() => admin.fetchTopicMetadata({ topics: missing.map(({ topic }) => topic) }));
  }

  /** Topics with all that lies on them: specs clean up after themselves. No part of the port, since a service never does this. */
  async deleteTopics(topics: readonly string[]): Promise<void> {
    const admin = await this.connectedAdmin();
    await admin.deleteTopics({ topics: topics.map((topic) => this.prefix + topic) });
  }

  async check(): Promise<void> {
    const admin = await this.connectedAdmin();
    await admin.describeCluster();
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    // A client that never came up has nothing to close.
    const closing = [this.producer, this.admin].map(async (client) => (await client)?.disconnect());
    await Promise.allSettled(closing);
  }

  private async openProducer(): Promise<Producer> {
    const { kafka, onSilence } = this.newClient();
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 50, maxRetryTime: 2_000, retries: 20 },
    });
    producer.on(producer.events.REQUEST_TIMEOUT, onSilence);
    try {
      await producer.connect();
    } catch (error) {
      this.producer = undefined;
      throw error;
    }
    return producer;
  }

  private async connectedAdmin(): Promise<Admin> {
    const open = async (): Promise<Admin> => {
      const { kafka, onSilence } = this.newClient();
      const admin = kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 } });
      admin.on(admin.events.REQUEST_TIMEOUT, onSilence);
      await admin.connect();
      return admin;
    };
    this.admin ??= open();
    try {
      return await this.admin;
    } catch (error) {
      this.admin = undefined;
      throw error;
    }
  }

  /** At first contact kafkajs reports a coordinator that is still loading as an error and retries: not for people. */
  private relayLog({ level, log }: LogEntry): void {
    const { message, ...details } = log;
    const expected = /coordinator is (loading|not available)|rebalance|not aware of this member|group is rebalancing/i.test(
      `${message} ${String(details['error'] ?? '')}`,
    );
    if (expected) return;
    if (level <= logLevel.ERROR) this.options.log.error({ kafka: details }, message);
    else this.options.log.warn({ kafka: details }, message);
  }
}

function receivedMessage(topic: string, partition: number, message: KafkaMessage): ReceivedMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.map(String).join(',') : value.toString();
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    headers,
    value: message.value?.toString() ?? '',
  };
}
