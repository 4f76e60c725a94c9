import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import { type DataSource, openDatabase, persistenceMigrations, sqlMigration, type Tx, UnitOfWork } from '@goufu/persistence';
import { eventually, movableClock, testDatabase, type TestDatabase } from '@goufu/testing';
import { SeekTo, type BusMessage, type MessageBus, type ReceivedMessage, type SubscribeOptions } from '../bus/message-bus.js';
import { newId } from '../ids.js';
import { messagingMigrations } from '../migrations.js';
import { FactStore } from '../outbox/fact-store.js';
import { toMessage } from '../wire.js';
import { bring } from './bring.js';
import { ConsumerGroup } from './consumer-group.js';
import { APPLIED, FactConsumer, waitingFor, type FactRecord, type Outcome } from './consumer.js';
import { HeldRecords } from './held-records.js';

const effects = sqlMigration(20990101001, 'SpecEffect', 'CREATE TABLE effect (position int GENERATED ALWAYS AS IDENTITY, score_bp int)');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const operator = { actorId: 'operator', jurisdiction: 'CN' };
const contractId = newId();

class WriteScores extends FactConsumer<typeof resultPublished> {
  readonly contract = resultPublished;
  poison: number | undefined;
  known = true;

  async handle(records: readonly FactRecord<typeof resultPublished>[], tx: Tx): Promise<Outcome[]> {
    if (records.some(({ data }) => data.scoreBp === this.poison)) throw new Error(`score ${this.poison} is poison`);
    if (!this.known) return records.map(() => waitingFor('contract', contractId));
    await tx.query('INSERT INTO effect (score_bp) SELECT * FROM unnest($1::int[])', [records.map(({ data }) => data.scoreBp)]);
    return records.map(() => APPLIED);
  }
}

class TakeNote extends FactConsumer<typeof resultPublished> {
  readonly contract = resultPublished;
  handle(records: readonly FactRecord<typeof resultPublished>[]): Promise<Outcome[]> {
    return Promise.resolve(records.map(() => APPLIED));
  }
}

/** What the broker does is said record by record: which offsets come, and in which batches. */
describe('the order of one key', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  let group: ConsumerGroup;
  let consumer: WriteScores;
  let subscribed: SubscribeOptions;
  const subject = newId();

  beforeEach(async () => {
    database = await testDatabase('evaluation', [...persistenceMigrations, ...messagingMigrations, effects]);
    dataSource = await openDatabase({ url: database.appUrl });
    unitOfWork = new UnitOfWork(dataSource, movableClock('2026-09-30T08:00:00.000Z'), new FactStore('evaluation'));
    consumer = new WriteScores();
    group = new ConsumerGroup({ group: 'spec', service: 'evaluation', consumers: [consumer], bus, unitOfWork, log: silent, onCrash: () => undefined });
    await group.start();
  });

  afterEach(async () => {
    await group.stop();
    await dataSource.destroy();
    await database.drop();
  });

  const bus: MessageBus = {
    publish: () => Promise.resolve(),
    ensureTopics: () => Promise.resolve(),
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
    subscribe: (options) => {
      subscribed = options;
      return Promise.resolve({ stop: () => Promise.resolve(), pause: () => undefined, resume: () => undefined });
    },
  };

  /** Hands one batch over as the broker would; answers where the group wants to go on instead. */
  async function receive(...messages: readonly (BusMessage & { readonly offset: number })[]): Promise<bigint | undefined> {
    const received = messages.map((message): ReceivedMessage => ({ ...message, topic: 'evaluation', partition: 0, offset: BigInt(message.offset) }));
    const context = { isCurrent: () => true, heartbeat: () => Promise.resolve(), done: () => undefined };
    try {
      await subscribed.onBatch({ topic: 'evaluation', partition: 0, messages: received, highWatermark: 1_000n }, context);
      return undefined;
    } catch (error) {
      if (error instanceof SeekTo) return error.offset;
      throw error;
    }
  }

  const ids = new Map<number, string>();
  /** The fact with this sequence, its score the same number, always under the same id. */
  function fact(offset: number, sequence: number): BusMessage & { readonly offset: number } {
    const id = ids.get(sequence) ?? newId();
    ids.set(sequence, id);
    const time = '2026-09-30T08:00:00.000Z';
    const { type, classification } = resultPublished;
    const about = { resultId: newId(), roundId: newId(), contractId, agencyOrgId: newId(), templateId: newId(), templateVersion: 1, profileVersion: 'spec' };
    const verdict = { revision: 1, evaluationCode: 'mid-term', kind: 'mid-term', attempt: 1, scoreBp: sequence, grade: 'good', vetoes: [], publishedAt: time };
    const envelope = { specversion: '1.0' as const, id, source: 'goufu/evaluation', type, subject, time, sequence, jurisdiction: '510104', actorid: 'spec', classification, correlationid: subject };
    return { ...toMessage(envelope, JSON.stringify({ ...about, ...verdict })), offset };
  }
  const unreadable = (offset: number, key: string = subject) => ({ key, headers: {}, value: 'not even JSON', offset });

  const scores = async () => (await dataSource.query<{ score_bp: number }[]>('SELECT score_bp FROM effect ORDER BY position')).map((row) => row.score_bp);
  const held = async () => (await dataSource.query<{ state: string }[]>('SELECT state FROM held_record ORDER BY record_offset')).map((row) => row.state);
  const reaches = (expected: readonly number[]) => eventually(async () => expect(await scores()).toEqual(expected), { within: 10_000 });

  it('is kept when what filled a gap comes together with what follows', async () => {
    await receive(fact(0, 1), fact(1, 3), fact(2, 4));
    await receive(fact(3, 2), fact(4, 3), fact(5, 4), fact(6, 5));
    await eventually(async () => expect(await scores()).toHaveLength(5), { within: 10_000 });
    expect(await scores()).toEqual([1, 2, 3, 4, 5]);
    expect(await held()).toEqual([]);
  });

  it('is kept when a batch brings everything backwards', async () => {
    await receive(fact(0, 3), fact(1, 2), fact(2, 1));
    await reaches([1, 2, 3]);
    expect(await held()).toEqual([]);
  });

  it('is not moved on by what another group of the service has handled', async () => {
    const own = subscribed;
    const other = new ConsumerGroup({ group: 'spec.other', service: 'evaluation', consumers: [new TakeNote()], bus, unitOfWork, log: silent, onCrash: () => undefined });
    await other.start();
    const others = subscribed;
    subscribed = own;
    await receive(fact(0, 3));
    subscribed = others;
    await receive(fact(0, 3), fact(1, 1), fact(2, 2));
    await eventually(async () => expect(await held()).toEqual(['waiting']));
    subscribed = own;
    await receive(fact(1, 1), fact(2, 2));
    await reaches([1, 2, 3]);
    await other.stop();
  });

  it('is kept when the first of several that waited cannot be handled', async () => {
    consumer.known = false;
    await receive(fact(0, 1), fact(1, 2));
    consumer.known = true;
    consumer.poison = 1;
    await unitOfWork.run(operator, async (tx) => bring(tx, 'contract', contractId));
    await eventually(async () => expect((await held())[0]).toBe('parked'), { within: 10_000 });
    await receive(fact(2, 3));
    consumer.poison = undefined;
    const [parked] = await new HeldRecords(unitOfWork).list(operator, 'parked');
    await new HeldRecords(unitOfWork).replay(operator, parked?.id ?? '', 'mended the consumer');
    await reaches([1, 2, 3]);
    expect(await held()).toEqual([]);
  });

  it('goes back to where the database stands, also when the next message is unreadable', async () => {
    await receive(fact(0, 1));
    expect(await receive(unreadable(2, 'nobody'))).toBe(1n);
    expect(await receive(fact(1, 2), unreadable(2, 'nobody'))).toBeUndefined();
    await reaches([1, 2]);
  });

  it('begins with the first message when the database knows nothing of the partition', async () => {
    expect(await receive(fact(7, 1))).toBe(0n);
    expect(await receive(unreadable(7))).toBe(0n);
  });

  it('does not park again what a person discarded, when it is delivered again', async () => {
    await receive(unreadable(0));
    const records = new HeldRecords(unitOfWork);
    const [parked] = await records.list(operator, 'parked');
    await discard(records, parked?.id ?? '', 'no fact at all');
    await receive(unreadable(0), fact(1, 1));
    await reaches([1]);
    expect(await held()).toEqual(['discarded']);
  });

  it('does not mistake a fact for the one that had its offset before the topic was lost and filled again', async () => {
    consumer.known = false;
    await receive(fact(0, 1), fact(1, 2));
    await receive(fact(0, 3));
    consumer.known = true;
    await unitOfWork.run(operator, async (tx) => bring(tx, 'contract', contractId));
    await eventually(async () => expect((await scores()).toSorted((a, b) => a - b)).toEqual([1, 2, 3]), { within: 10_000 });
  });

  it('waits behind a discarded message for the fact that it should have been', async () => {
    await receive(fact(0, 1), unreadable(1), fact(2, 3));
    const records = new HeldRecords(unitOfWork);
    const [parked] = await records.list(operator, 'parked');
    await discard(records, parked?.id ?? '', 'the true fact is published again');
    await receive(fact(3, 2));
    await reaches([1, 2, 3]);
    expect(await held()).toEqual(['discarded']);
  });
});

/** Two operators agree. */
async function discard(records: HeldRecords, id: string, reason: string): Promise<void> {
  for (const actorId of ['operator', 'colleague']) await records.discard({ ...operator, actorId }, id, reason);
}
