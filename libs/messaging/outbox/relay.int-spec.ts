import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import { type DataSource, openDatabase, persistenceMigrations, UnitOfWork } from '@goufu/persistence';
import { eventually, movableClock, testDatabase, type TestDatabase } from '@goufu/testing';
import type { BusMessage, MessageBus } from '../bus/message-bus.js';
import { newId } from '../ids.js';
import { messagingMigrations } from '../migrations.js';
import { FactStore } from './fact-store.js';
import { OutboxRelay } from './relay.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A broker of which only the taking of messages matters. */
const busThat = (publish: (messages: readonly BusMessage[]) => Promise<void>): MessageBus => ({
  publish: (_topic, messages) => publish(messages),
  ensureTopics: () => Promise.resolve(),
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
  subscribe: () => Promise.reject(new Error('nobody subscribes here')),
});

describe('two relays of one service', () => {
  let database: TestDatabase;
  const open: DataSource[] = [];
  const connect = async (): Promise<DataSource> => {
    const dataSource = await openDatabase({ url: database.appUrl });
    open.push(dataSource);
    return dataSource;
  };
  beforeAll(async () => {
    database = await testDatabase('evaluation', [...persistenceMigrations, ...messagingMigrations]);
  });
  afterAll(async () => {
    for (const dataSource of open) await dataSource.destroy();
    await database.drop();
  });

  it('hand the sending on when the one that does it hangs', async () => {
    const dataSource = await connect();
    const [subject, contractId] = [newId(), newId()];
    const about = { resultId: newId(), roundId: newId(), contractId, agencyOrgId: newId(), templateId: newId(), templateVersion: 1, profileVersion: 'spec' };
    const verdict = { revision: 1, evaluationCode: 'final', kind: 'final' as const, attempt: 1, scoreBp: 9_000, grade: 'good' as const, vetoes: [], publishedAt: '2026-09-30T08:00:00.000Z' };
    const unitOfWork = new UnitOfWork(dataSource, movableClock('2026-09-30T08:00:00.000Z'), new FactStore('evaluation'));
    await unitOfWork.run({ actorId: 'spec', jurisdiction: '510104' }, (tx) => Promise.resolve(tx.record({ contract: resultPublished, subject, data: { ...about, ...verdict } })));

    let wakeUp = (): void => undefined;
    let asked = 0;
    const hangs = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const hanging = new OutboxRelay('evaluation', await connect(), busThat(() => ((asked += 1), hangs)), silent, 300);
    hanging.start();
    await eventually(() => expect(asked).toBe(1));
    const sent: string[] = [];
    const other = new OutboxRelay('evaluation', await connect(), busThat((messages) => Promise.resolve(void sent.push(...messages.map(({ key }) => key)))), silent);
    other.start();
    await eventually(() => expect(sent).toEqual([subject]));
    await eventually(async () => expect(await dataSource.query('SELECT 1 FROM outbox')).toEqual([]));
    wakeUp();
    await Promise.all([hanging.stop(), other.stop()]);
  });
});
