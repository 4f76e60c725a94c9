import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DataSource, isTransient, openDatabase, persistenceMigrations, sqlMigration, type Tx, UnitOfWork } from '@goufu/persistence';
import { Client, type Pool } from 'pg';
import { eventually } from './eventually.js';
import { movableClock } from './movable-clock.js';
import { testDatabase, type TestDatabase } from './test-database.js';

const effects = sqlMigration(20990101001, 'SpecEffect', 'CREATE TABLE effect (name text)');

/** Lies beside the test databases, which persistence itself cannot use: they are built on it. */
describe('the unit of work', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  const context = { actorId: 'spec', jurisdiction: 'CN' };

  beforeAll(async () => {
    database = await testDatabase('evaluation', [...persistenceMigrations, effects]);
    dataSource = await openDatabase({ url: database.appUrl });
    unitOfWork = new UnitOfWork(dataSource, movableClock('2026-09-30T08:00:00.000Z'), { write: () => Promise.resolve(), wake: () => undefined });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const INSERT = 'INSERT INTO effect (name) VALUES ($1)';
  const write = (tx: Tx, name: string) => tx.query(INSERT, [name]);
  const effectsOf = async (name: string) => (await dataSource.query<unknown[]>('SELECT 1 FROM effect WHERE name = $1', [name])).length;

  /** As when PostgreSQL goes down: the connection ends while the transaction is between two statements. */
  async function cut(tx: Tx): Promise<void> {
    const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const other = new Client({ connectionString: database.appUrl });
    await other.connect();
    await other.query('SELECT pg_terminate_backend($1, 5000)', [row?.pid]);
    await other.end();
    await new Promise((resolve) => setImmediate(resolve));
  }

  it('gives up a connection that does not answer, calls it an outage, and goes on with another', async () => {
    const impatient = await openDatabase({ url: database.appUrl, poolSize: 1, answerWithinMs: 200 });
    try {
      const failure: unknown = await impatient.query('SELECT pg_sleep(60)').catch((error: unknown) => error);
      expect(String(failure)).toContain('read timeout');
      expect(isTransient(failure)).toBe(true);
      await eventually(async () => expect(await impatient.query('SELECT 1 AS one')).toEqual([{ one: 1 }]));
    } finally {
      await impatient.destroy();
    }
  });

  it('takes its locks from a process that hangs in a transaction, which hears of an outage when it goes on', async () => {
    const impatient = await openDatabase({ url: database.appUrl, poolSize: 1, answerWithinMs: 200 });
    const hanging = new UnitOfWork(impatient, movableClock('2026-09-30T08:00:00.000Z'), { write: () => Promise.resolve(), wake: () => undefined });
    await unitOfWork.run(context, (tx) => write(tx, 'wanted'));
    const update = `UPDATE effect SET name = name WHERE name = 'wanted'`;
    const failure = await hanging
      .run(context, async (tx) => {
        await tx.query(update);
        await unitOfWork.run(context, (other) => other.query(update));
        await tx.query(update);
      })
      .then(() => undefined, (error: unknown) => error);
    expect({ failure: String(failure), transient: isTransient(failure) }).toMatchObject({ transient: true });
    await impatient.destroy();
  });

  it('survives a connection that ends in the moment in which it is handed over', async () => {
    const { master } = dataSource.driver as typeof dataSource.driver & { readonly master: Pool };
    const connection = await master.connect();
    expect(() => connection.emit('error', new Error('terminating connection'))).not.toThrow();
    connection.release(true);
  });

  it('calls a connection that was lost between two statements an outage', async () => {
    const failure = await unitOfWork
      .run(context, async (tx) => {
        await write(tx, 'cut');
        await cut(tx);
        await write(tx, 'cut');
      })
      .then(() => undefined, (error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect({ failure: String(failure), transient: isTransient(failure) }).toMatchObject({ transient: true });
    expect(await effectsOf('cut')).toBe(0);
  });

  it('calls a connection that was lost before the commit an outage', async () => {
    const failure = await unitOfWork
      .run(context, async (tx) => {
        await write(tx, 'cut before commit');
        await cut(tx);
      })
      .then(() => undefined, (error: unknown) => error);
    expect({ failure: String(failure), transient: isTransient(failure) }).toMatchObject({ transient: true });
    expect(await effectsOf('cut before commit')).toBe(0);
  });

  it('sends what is deferred before the next statement, and the rest with the commit', async () => {
    await unitOfWork.run(context, async (tx) => {
      tx.defer(INSERT, ['deferred']);
      expect(await tx.query('SELECT name FROM effect WHERE name = $1', ['deferred'])).toEqual([{ name: 'deferred' }]);
      tx.defer(INSERT, ['deferred']);
    });
    expect(await effectsOf('deferred')).toBe(2);
  });

  it('fails with what was wrong with a deferred statement, not with what came behind it, and leaves nothing', async () => {
    const failing = (behind: (tx: Tx) => Promise<unknown>) =>
      unitOfWork.run(context, async (tx) => {
        tx.defer(INSERT, ['behind']);
        tx.defer('INSERT INTO effect (name) SELECT (1 / 0)::text');
        await behind(tx);
      });
    await expect(failing(() => Promise.resolve())).rejects.toThrow('division by zero');
    await expect(failing((tx) => write(tx, 'behind'))).rejects.toThrow('division by zero');
    expect(await effectsOf('behind')).toBe(0);
  });

  it('fails with what was wrong with the facts, not with what was deferred behind them', async () => {
    const telling = new UnitOfWork(dataSource, movableClock('2026-09-30T08:00:00.000Z'), { write: async (tx) => void (await tx.query('SELECT 1 / 0')), wake: () => undefined });
    const failure = telling.run(context, (tx) => {
      tx.defer(INSERT, ['behind the facts']);
      return Promise.resolve(tx.bring('something'));
    });
    await expect(failure).rejects.toThrow('division by zero');
    expect(await effectsOf('behind the facts')).toBe(0);
  });

  it('takes a deferred statement back with the part in which it stands', async () => {
    await unitOfWork.run(context, async (tx) => {
      tx.defer(INSERT, ['around']);
      const part = tx.part(async () => {
        tx.defer(INSERT, ['inside']);
        tx.defer('INSERT INTO effect (name) SELECT (1 / 0)::text');
        await Promise.resolve();
      });
      await expect(part).rejects.toThrow('division by zero');
      const thrown = tx.part(() => {
        tx.defer(INSERT, ['inside']);
        return Promise.reject(new Error('thrown'));
      });
      await expect(thrown).rejects.toThrow('thrown');
    });
    expect([await effectsOf('around'), await effectsOf('inside')]).toEqual([1, 0]);
  });

  it('stays done when something that was to happen after the commit fails', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const later = jest.fn();
    await unitOfWork.run(context, async (tx) => {
      await write(tx, 'committed');
      tx.afterCommit(() => {
        throw new Error('Redis is away');
      });
      tx.afterCommit(later);
    });
    expect(await effectsOf('committed')).toBe(1);
    expect(later).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });

  it('asks a refused command anew and a done one never, under the same key', async () => {
    const claim = { ...context, idempotency: { key: 'k1', inputHash: 'h' } };
    const refusal = { refused: true as const, code: 'spec.no', kind: 'conflict' as const, zh: '不', en: 'no' };
    expect(await unitOfWork.run(claim, async (tx) => { await write(tx, 'k1'); return refusal; })).toEqual(refusal);
    const both = [1, 2].map((n) => unitOfWork.run(claim, async (tx) => { await write(tx, 'k1'); return { n }; }));
    const [first, second] = await Promise.all(both);
    expect(first).toEqual(second);
    expect(await effectsOf('k1')).toBe(1);
  });
});
