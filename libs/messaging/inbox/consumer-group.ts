import { setTimeout as delay } from 'node:timers/promises';
import { failpoint, isTransient, type Tx, type UnitOfWork } from '@goufu/persistence';
import { SeekTo, type BatchContext, type MessageBus, type Place, type ReceivedBatch, type Subscription } from '../bus/message-bus.js';
import type { Log } from '../log.js';
import { onBrought } from './bring.js';
import { ChunkHandler } from './chunk-handler.js';
import { chunksOf, halvesOf, type Chunk } from './chunk.js';
import type { FactConsumer } from './consumer.js';
import { GroupStatus } from './group-status.js';
import { hold } from './hold.js';
import { parkReason } from './park-reason.js';
import { finishReady, takeReady, type ReadyRecord } from './ready-records.js';
import { nextOffset, nextOffsets } from './receive.js';
import { headerOf } from './record.js';
import { SharedWork } from './shared-work.js';

/** About so many records at most share a transaction: what is gained by more is little, and the ones behind wait for it. */
const CHUNK_SIZE = 250;
/** One is read and decided while the other is written and committed. */
const TRANSACTIONS_AT_ONCE = 2;
const POLL_READY_MS = 500;
const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 5_000;

export interface ConsumerGroupOptions {
  readonly group: string;
  readonly service: string;
  readonly consumers: readonly FactConsumer[];
  readonly bus: MessageBus;
  readonly unitOfWork: UnitOfWork;
  readonly log: Log;
  /** The consumer cannot go on in this process. */
  readonly onCrash: (error: Error) => void;
}

/** One consumer group of a service: from Kafka to the consumers, exactly once in effect, whatever crashes. */
export class ConsumerGroup {
  readonly status: GroupStatus;
  private readonly handler: ChunkHandler;
  private readonly shared = new SharedWork<Chunk>({
    atOnce: TRANSACTIONS_AT_ONCE,
    most: CHUNK_SIZE,
    sizeOf: ({ records }) => records.length,
    work: (chunks) => this.handle(chunks),
    blamesNobody: isTransient,
  });
  private subscription: Subscription | undefined;
  private stopped = false;
  private readyLoop: Promise<void> | undefined;
  private nudge: () => void = () => undefined;

  constructor(private readonly options: ConsumerGroupOptions) {
    const consumers = new Map(options.consumers.map((consumer) => [consumer.contract.type, consumer]));
    if (consumers.size !== options.consumers.length) throw new Error(`group ${options.group} has two consumers of one fact`);
    this.handler = new ChunkHandler(options.group, consumers);
    this.status = new GroupStatus(options.group);
  }

  async start(): Promise<void> {
    const { bus, group, consumers, onCrash } = this.options;
    this.subscription = await bus.subscribe({
      group,
      topics: [...new Set(consumers.map(({ contract }) => contract.topic))],
      onBatch: (batch, context) => this.onBatch(batch, context),
      standsAt: (assigned) => this.standsAt(assigned),
      onCrash,
    });
    this.readyLoop = this.pollReady();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nudge();
    await this.subscription?.stop();
    await this.readyLoop;
  }

  /** Goes on after an alarm stopped the group. */
  resume(): void {
    this.status.resume();
    this.subscription?.resume();
  }

  private async onBatch(batch: ReceivedBatch, context: BatchContext): Promise<void> {
    for (const chunk of chunksOf(batch.messages, CHUNK_SIZE)) {
      if (this.stopped || !context.isCurrent()) return;
      if (!(await this.insist(context, () => this.process(chunk)))) return;
      if (this.status.stoppedBecause !== undefined) {
        this.subscription?.pause();
        return;
      }
      failpoint('after-commit-before-offset');
      context.done(chunk.last.offset + 1n);
      this.status.progressed(batch, chunk.last.offset);
      await context.heartbeat();
    }
  }

  /** Where this group's database stands, however long it takes to answer. */
  private async standsAt(assigned: readonly Place[]): Promise<readonly (Place & { readonly offset: bigint })[]> {
    for (let wait = FIRST_BACKOFF_MS; !this.stopped; wait = Math.min(wait * 2, LAST_BACKOFF_MS)) {
      try {
        return await this.transaction((tx) => nextOffsets(tx, this.options.group, assigned));
      } catch (error) {
        if (!isTransient(error)) throw error;
        await delay(wait);
      }
    }
    return [];
  }

  /** An outage parks nothing: tries again for ever while the partition is ours. Answers whether it was done. */
  private async insist(context: BatchContext, attempt: () => Promise<void>): Promise<boolean> {
    for (let wait = FIRST_BACKOFF_MS; !this.stopped && context.isCurrent(); wait = Math.min(wait * 2, LAST_BACKOFF_MS)) {
      try {
        await attempt();
        this.status.paused = undefined;
        return true;
      } catch (error) {
        if (!isTransient(error)) throw error;
        this.status.paused = String(error);
        this.options.log.warn({ group: this.options.group, error }, 'consumer pauses for an outage');
        await delay(wait);
        await context.heartbeat();
      }
    }
    return false;
  }

  private async process(chunk: Chunk): Promise<void> {
    if (chunk.unreadable) {
      await this.parkUnreadable(chunk, chunk.unreadable);
      return;
    }
    try {
      await this.shared.do(chunk);
    } catch (error) {
      if (error instanceof SeekTo || isTransient(error)) throw error;
      if (chunk.records.length === 1) await this.park(chunk, error);
      else for (const half of halvesOf(chunk)) await this.process(half);
    }
  }

  private async handle(chunks: readonly Chunk[]): Promise<void> {
    const tally = await this.transaction(async (tx) => {
      const handled = await this.handler.handle(tx, chunks);
      failpoint('before-commit');
      return handled;
    });
    this.status.count(tally);
  }

  /** Without an envelope there is no inbox row: what was seen before, and what was skipped, is told by the offset alone. */
  private async parkUnreadable(chunk: Chunk, error: Error): Promise<void> {
    const stands = await this.transaction((tx) => nextOffset(tx, this.options.group, chunk));
    if (stands < chunk.first.offset) throw new SeekTo(stands);
    if (stands === chunk.first.offset) await this.park(chunk, error);
  }

  private async park(chunk: Chunk, error: unknown): Promise<void> {
    const reason = parkReason(error);
    const { group, log } = this.options;
    log.error({ group, topic: chunk.first.topic, offset: chunk.first.offset.toString(), error }, 'record parked; its key queues behind it');
    await this.transaction(async (tx) => {
      await this.handler.note(tx, chunk);
      await hold(tx, group, [{ message: chunk.first, state: 'parked', reason }]);
    });
    this.status.parkedOne(Date.now());
  }

  private transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.options.unitOfWork.run({ actorId: `service:${this.options.service}`, jurisdiction: 'CN', hot: true }, work);
  }

  private async pollReady(): Promise<void> {
    const unlisten = onBrought(() => this.nudge());
    while (!this.stopped) {
      const handled = await this.handleReady().catch((error: unknown) => {
        if (!isTransient(error)) this.options.log.error({ group: this.options.group, error }, 'ready records could not be handled');
        return 0;
      });
      if (handled === 0) await this.nap();
    }
    unlisten();
  }

  /** One ready record per transaction: rare by nature, and one that fails must not hold up the others. */
  private async handleReady(): Promise<number> {
    const { group } = this.options;
    return await this.transaction(async (tx) => {
      const [record] = await takeReady(tx, group);
      if (!record) return 0;
      await this.handleOneReady(tx, record);
      return 1;
    });
  }

  private async handleOneReady(tx: Tx, record: ReadyRecord): Promise<void> {
    const { group } = this.options;
    const header = headerOf(record.message);
    try {
      await tx.part(async () => {
        if (header instanceof Error) throw header;
        const tally = await this.handler.deliver(tx, [{ message: record.message, header }]);
        await finishReady(tx, group, record, header.sequence);
        this.status.count(tally);
      });
    } catch (error) {
      if (isTransient(error)) throw error;
      await hold(tx, group, [{ message: record.message, state: 'parked', reason: parkReason(error) }]);
      this.status.parkedOne(Date.now());
    }
  }

  private async nap(): Promise<void> {
    const abort = new AbortController();
    this.nudge = () => abort.abort();
    await delay(POLL_READY_MS, undefined, { signal: abort.signal }).catch(() => undefined);
  }
}
