import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import { type DataSource, openDatabase, persistenceMigrations, sqlMigration, type Tx, UnitOfWork } from '@goufu/persistence';
import { eventually, movableClock, servers, testDatabase, type TestDatabase } from '@goufu/testing';
import { KafkaBus } from '../bus/kafka-bus.js';
import { newId } from '../ids.js';
import { messagingMigrations } from '../migrations.js';
import { FactStore } from '../outbox/fact-store.js';
import { OutboxRelay } from '../outbox/relay.js';
import { FactRepublisher } from '../outbox/republish.js';
import { bring } from './bring.js';
import { ConsumerGroup } from './consumer-group.js';
import { APPLIED, FactConsumer, waitingFor, type FactRecord, type Outcome } from './consumer.js';
import { HeldRecords } from './held-records.js';

const effects = sqlMigration(20990101001, 'SpecEffect', 'CREATE TABLE effect (position int GENERATED ALWAYS AS IDENTITY, subject uuid, score_bp int)');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const operator = { actorId: 'operator', jurisdiction: 'CN' };

/** Writes every score down; what it does besides is told by the score. */
class WriteScores extends FactConsumer<typeof resultPublished> {
  readonly contract = resultPublished;
  poison: number | undefined;
  known = true;
  chunks: number[] = [];

  async handle(records: readonly FactRecord<typeof resultPublished>[], tx: Tx): Promise<Outcome[]> {
    this.chunks.push(records.length);
    if (records.some(({ data }) => data.scoreBp === this.poison)) throw new Error(`score ${this.poison} is poison`);
    const applied = records.filter(() => this.known);
    await tx.query('INSERT INTO effect (subject, score_bp) SELECT * FROM unnest($1::uuid[], $2::int[])', [
      applied.map(({ subject }) => subject),
      applied.map(({ data }) => data.scoreBp),
    ]);
    return records.map(({ data }) => (this.known ? APPLIED : waitingFor('contract', data.contractId)));
  }
}

describe('a consumer group', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  let bus: KafkaBus;
  let relay: OutboxRelay;
  let group: ConsumerGroup;
  let consumer: WriteScores;
  const contractId = newId();
  const crashed: Error[] = [];

  beforeAll(() => servers());

  beforeEach(async () => {
    database = await testDatabase('evaluation', [...persistenceMigrations, ...messagingMigrations, effects]);
    dataSource = await openDatabase({ url: database.appUrl });
    const store = new FactStore('evaluation');
    unitOfWork = new UnitOfWork(dataSource, movableClock('2026-09-30T08:00:00.000Z'), store);
    const { kafkaBrokers } = await servers();
    bus = new KafkaBus({ brokers: kafkaBrokers.split(','), clientId: 'spec', topicPrefix: `inbox-${randomBytes(4).toString('hex')}.`, log: silent });
    await bus.ensureTopics([{ topic: 'evaluation', partitions: 2 }]);
    relay = new OutboxRelay('evaluation', dataSource, bus, silent);
    store.onWake(() => relay.wake());
    relay.start();
    consumer = new WriteScores();
    group = newGroup();
    await group.start();
  });

  afterEach(async () => {
    await group.stop();
    await relay.stop();
    await bus.close();
    await dataSource.destroy();
    await database.drop();
    expect(crashed).toEqual([]);
  });

  const newGroup = () =>
    new ConsumerGroup({ group: 'spec', service: 'evaluation', consumers: [consumer], bus, unitOfWork, log: silent, onCrash: (e) => crashed.push(e) });

  /** Publishes one result per score, all of one purchase unless told. */
  const publish = (scores: readonly number[], subject = newId()): Promise<string> =>
    unitOfWork.run({ actorId: 'evaluator', jurisdiction: '510104' }, async (tx) => {
      for (const scoreBp of scores) tx.record({ contract: resultPublished, subject, data: sample(scoreBp) });
      return subject;
    });

  const sample = (scoreBp: number) => ({
    resultId: newId(),
    revision: 1,
    roundId: newId(),
    contractId,
    agencyOrgId: newId(),
    evaluationCode: 'mid-term',
    kind: 'mid-term' as const,
    attempt: 1,
    scoreBp,
    grade: 'good' as const,
    vetoes: [],
    templateId: newId(),
    templateVersion: 1,
    profileVersion: 'spec',
    publishedAt: '2026-09-30T08:00:00.000Z',
  });

  const scores = async (): Promise<number[]> =>
    (await dataSource.query<{ score_bp: number }[]>('SELECT score_bp FROM effect ORDER BY position')).map((row) => row.score_bp);
  const held = async (): Promise<string[]> =>
    (await dataSource.query<{ state: string }[]>('SELECT state FROM held_record ORDER BY record_offset')).map((row) => row.state);
  const reaches = (expected: readonly number[]) => eventually(async () => expect(await scores()).toEqual(expected), { within: 20_000 });

  it('applies each fact once, in order, also when all are published again', async () => {
    await publish([1, 2, 3]);
    await reaches([1, 2, 3]);
    expect(await new FactRepublisher(dataSource).republish()).toBe(3);
    await publish([4]);
    await reaches([1, 2, 3, 4]);
  });

  it('does nothing twice when the process stops and another takes over from the start of the topic', async () => {
    await publish([1, 2]);
    await reaches([1, 2]);
    await group.stop();
    await publish([3]);
    group = newGroup();
    await group.start();
    await reaches([1, 2, 3]);
  });

  it('takes what came after a backup once more when that is restored, also when nothing new comes', async () => {
    await publish([1, 2, 3]);
    await reaches([1, 2, 3]);
    await group.stop();
    for (const table of ['effect', 'inbox', 'stream_position', 'consumer_offset']) await dataSource.query(`DELETE FROM ${table}`);
    group = newGroup();
    await group.start();
    await reaches([1, 2, 3]);
  });

  it('parks only the poisoned record, queues its key behind it, and lets other keys pass', async () => {
    consumer.poison = 2;
    const key = await publish([1, 2, 3, 4]);
    await publish([10]);
    await eventually(async () => expect(await held()).toEqual(['parked', 'queued', 'queued']), { within: 20_000 });
    await eventually(async () => expect((await scores()).toSorted((a, b) => a - b)).toEqual([1, 10]), { within: 20_000 });
    await publish([5], key);
    await eventually(async () => expect(await held()).toHaveLength(4), { within: 20_000 });

    consumer.poison = undefined;
    const records = new HeldRecords(unitOfWork);
    const [parked] = await records.list(operator, 'parked');
    expect(parked).toMatchObject({ key, reason: 'Error: score 2 is poison', factType: 'evaluation.result-published.v1' });
    await records.replay(operator, parked?.id ?? '', 'mended the consumer');
    await eventually(async () => expect((await scores()).filter((score) => score < 10)).toEqual([1, 2, 3, 4, 5]), { within: 20_000 });
    expect(await held()).toEqual([]);
  });

  async function parkOne() {
    consumer.poison = 2;
    await publish([2, 3]);
    await eventually(async () => expect(await held()).toEqual(['parked', 'queued']), { within: 20_000 });
    const records = new HeldRecords(unitOfWork);
    const [parked] = await records.list(operator, 'parked');
    return { records, id: parked?.id ?? '', body: parked?.body ?? '' };
  }

  it('mends a parked record with an audit entry, and lets somebody else play it again', async () => {
    const { records, id, body } = await parkOne();
    expect(await records.mend(operator, id, '{', 'typo')).toMatchObject({ refused: true, code: 'held-record.not-json' });
    await records.mend(operator, id, body.replace('"scoreBp":2,', '"scoreBp":7,'), 'wrong score');
    expect(await records.replay(operator, id, 'mended')).toMatchObject({ refused: true, code: 'held-record.mender-may-not-replay' });
    await records.replay({ ...operator, actorId: 'colleague' }, id, 'compared with the signed sheet');
    await reaches([7, 3]);
    const audit = await dataSource.query<{ done: string }[]>(`SELECT concat_ws(' ', actor_id, action, reason) AS done FROM held_record_audit ORDER BY acted_at`);
    expect(audit.map(({ done }) => done)).toEqual(['operator mend wrong score', 'colleague replay compared with the signed sheet']);
    await expect(dataSource.query(`UPDATE held_record_audit SET actor_id = 'nobody'`)).rejects.toThrow('permission denied');
  });

  it('gives a parked record up when two people say so, and nothing was done about it between', async () => {
    const { records, id, body } = await parkOne();
    const say = (actorId: string) => records.discard({ ...operator, actorId }, id, 'sent by mistake');
    expect(await say('operator')).toMatchObject({ state: 'parked', discardAskedBy: 'operator' });
    expect(await say('operator')).toMatchObject({ refused: true, code: 'held-record.asker-may-not-discard', rule: 'R70' });
    expect(await records.mend({ ...operator, actorId: 'colleague' }, id, body, 'looked at it')).toMatchObject({ discardAskedBy: null });
    expect([await say('colleague'), await say('operator')]).toMatchObject([{ state: 'parked' }, { state: 'discarded' }]);
    await reaches([3]);
  });

  it('lets a record wait until a transaction brings what it needs', async () => {
    consumer.known = false;
    await publish([1, 2]);
    await eventually(async () => expect(await held()).toEqual(['waiting', 'waiting']), { within: 20_000 });
    consumer.known = true;
    await unitOfWork.run(operator, async (tx) => bring(tx, 'contract', contractId));
    await reaches([1, 2]);
    expect(await held()).toEqual([]);
  });

  it('waits at a gap in the sequence and goes on when it is filled', async () => {
    const subject = await publish([1]);
    await reaches([1]);
    await group.stop();
    await publish([2], subject);
    await publish([3], subject);
    // The second fact never reached the broker: as after a lost topic, before it is published again.
    await eventually(async () => expect(await dataSource.query('SELECT 1 FROM outbox')).toEqual([]), { within: 20_000 });
    await dataSource.query(`UPDATE stream_position SET last_sequence = 0`);
    await dataSource.query(`DELETE FROM inbox`);
    await dataSource.query(`DELETE FROM effect`);
    await dataSource.query(`UPDATE consumer_offset SET next_offset = next_offset`);
    group = newGroup();
    await group.start();
    await eventually(async () => expect(await held()).toEqual(['waiting', 'waiting']), { within: 20_000 });
    // What is held already comes once more while the gap is still open.
    await dataSource.query('INSERT INTO outbox (fact_id) SELECT id FROM fact WHERE sequence > 1 ORDER BY sequence');
    await eventually(async () => expect(await dataSource.query('SELECT 1 FROM outbox')).toEqual([]), { within: 20_000 });
    await new FactRepublisher(dataSource).republish();
    await reaches([1, 2, 3]);
    await eventually(async () => expect(await held()).toEqual([]), { within: 20_000 });
    await publish([4], subject);
    await reaches([1, 2, 3, 4]);
  });

  it('parks a message that is no fact, and alone', async () => {
    await bus.publish('evaluation', [{ key: 'nobody', headers: {}, value: 'not even JSON' }]);
    await publish([1]);
    await reaches([1]);
    await eventually(async () => expect(await held()).toEqual(['parked']), { within: 20_000 });
  });

  it('stops with an alarm when many records are parked within a minute, and goes on when it is told to', async () => {
    consumer.poison = 2;
    for (let i = 0; i < 20; i += 1) await publish([2]);
    await eventually(async () => expect(group.status.stoppedBecause).toBe('20 records were parked within a minute'), { within: 20_000 });
    consumer.poison = undefined;
    await publish([7]);
    group.resume();
    await reaches([7]);
    expect(group.status.stoppedBecause).toBeUndefined();
  });

  it('handles a burst in chunks, of which none grows without bound', async () => {
    await group.stop();
    await publish(Array.from({ length: 600 }, (_, i) => i));
    group = newGroup();
    await group.start();
    await reaches(Array.from({ length: 600 }, (_, i) => i));
    expect(Math.max(...consumer.chunks)).toBe(250);
  });
});
