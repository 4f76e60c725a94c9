import { SpanStatusCode, type Span } from '@opentelemetry/api';
import type { Tx } from '@goufu/persistence';
import { SeekTo } from '../bus/message-bus.js';
import { consumerSpan } from '../tracing.js';
import { lockKeys } from './bring.js';
import { stepsOf, type Chunk } from './chunk.js';
import type { FactConsumer, FactRecord, Outcome } from './consumer.js';
import { hold, type Holding } from './hold.js';
import { receive, standAt, type Received } from './receive.js';
import { recordOf, type Readable } from './record.js';
import { sortReceived } from './sort-received.js';

export interface Tally {
  applied: number;
  refused: number;
  waiting: number;
  queued: number;
}

/** Handles chunks of one consumer group inside a transaction that somebody else opens and commits. */
export class ChunkHandler {
  private readonly wanted: ReadonlySet<string>;

  constructor(
    private readonly group: string,
    private readonly consumers: ReadonlyMap<string, FactConsumer>,
  ) {
    this.wanted = new Set(consumers.keys());
  }

  /** Takes note of chunks of different partitions, hands what is due to its consumers, keeps the rest aside. */
  async handle(tx: Tx, chunks: readonly Chunk[]): Promise<Tally> {
    const received = await receive(tx, this.group, chunks, this.wanted);
    const sorted = chunks.map((chunk, i) => {
      const known = received[i] as Received;
      if (known.nextOffset < chunk.first.offset) throw new SeekTo(known.nextOffset);
      return sortReceived(this.group, chunk, known, this.wanted);
    });
    for (const [i, { gaps }] of sorted.entries()) await standAt(tx, this.group, chunks[i]?.first.topic ?? '', gaps);
    const held = sorted.flatMap((chunk) => chunk.held);
    await hold(tx, this.group, held);
    const tally = emptyTally();
    for (const step of stepsOf(sorted.flatMap(({ due }) => due))) addTo(tally, await this.deliver(tx, step));
    for (const key of sorted.flatMap(({ arrived }) => arrived)) tx.bring(key);
    tally.queued += held.length;
    return tally;
  }

  /** Takes note of a record that will not be handled now. */
  async note(tx: Tx, chunk: Chunk): Promise<void> {
    await receive(tx, this.group, [chunk], this.wanted);
  }

  /** Hands records of one type to their consumer and keeps aside those that must wait. */
  async deliver(tx: Tx, due: readonly Readable[]): Promise<Tally> {
    const tally = emptyTally();
    const consumer = due[0] && this.consumers.get(due[0].header.type);
    if (!consumer) return tally;
    const spans = due.map(({ message, header }) => consumerSpan(this.group, header.type, message.headers['traceparent']));
    try {
      const records = due.map((readable, i) => recordOf(consumer.contract, readable, spans[i] as Span));
      const outcomes = await settle(tx, consumer, records);
      await hold(tx, this.group, waitingOf(due, outcomes));
      for (const { kind } of outcomes) tally[kind] += 1;
      return tally;
    } catch (error) {
      for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  }
}

const emptyTally = (): Tally => ({ applied: 0, refused: 0, waiting: 0, queued: 0 });

function addTo(tally: Tally, more: Tally): void {
  for (const kind of ['applied', 'refused', 'waiting', 'queued'] as const) tally[kind] += more[kind];
}

/**
 * A record that wants to wait is asked once more under the lock of what it waits for: either that has just come, or
 * whoever brings it later will see this record.
 */
async function settle(tx: Tx, consumer: FactConsumer, records: readonly FactRecord[]): Promise<readonly Outcome[]> {
  const outcomes = [...(await outcomesOf(consumer, records, tx))];
  const waiting = outcomes.flatMap((outcome, i) => (outcome.kind === 'waiting' ? [{ i, key: outcome.for }] : []));
  if (waiting.length === 0) return outcomes;
  await lockKeys(tx, [...new Set(waiting.map(({ key }) => key))]);
  const again = await outcomesOf(consumer, waiting.map(({ i }) => records[i] as FactRecord), tx);
  for (const [n, { i }] of waiting.entries()) outcomes[i] = again[n] as Outcome;
  return outcomes;
}

/** One outcome per record: a consumer that answers fewer would have a record taken for handled. */
async function outcomesOf(consumer: FactConsumer, records: readonly FactRecord[], tx: Tx): Promise<readonly Outcome[]> {
  const outcomes = await consumer.handle(records, tx);
  if (outcomes.length !== records.length) throw new Error(`${consumer.constructor.name} answered ${outcomes.length} outcomes for ${records.length} records`);
  return outcomes;
}

const waitingOf = (due: readonly Readable[], outcomes: readonly Outcome[]): Holding[] =>
  due.flatMap(({ message }, i) => {
    const outcome = outcomes[i];
    return outcome?.kind === 'waiting' ? [{ message, state: 'waiting' as const, waitsFor: outcome.for }] : [];
  });
