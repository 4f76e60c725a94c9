import { randomBytes } from 'node:crypto';
import { openDatabase, sqlMigration, UnitOfWork, type Tx, type WorkContext } from '@goufu/persistence';
import { movableClock, servers, testDatabase } from '@goufu/testing';
import type { Attempt } from '../attempt-job.js';
import { DueTaskHandler, TransportJob, type Completion } from '../handlers.js';
import type { DueTask } from '../due-task.js';
import { FailedTasks } from '../failed-tasks.js';
import { tasksMigrations } from '../migrations.js';
import { TaskRunner } from '../task-runner.js';
import { TaskStore } from '../task-store.js';
import { Transport } from '../transport.js';

/** No key, so that a doubled effect shows. */
const effectTable = sqlMigration(20260101901, 'Effect', 'CREATE TABLE effect (position bigint GENERATED ALWAYS AS IDENTITY, note text NOT NULL)');
export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const noFacts = { write: () => Promise.resolve(), wake: () => undefined };

export const operator: WorkContext = { actorId: 'operator', jurisdiction: '510104' };
export const NOON = '2026-03-02T04:00:00.000Z';

export const leaveEffect = async (tx: Tx, note: string): Promise<void> => {
  await tx.query('INSERT INTO effect (note) VALUES ($1)', [note]);
};

/** A handler or job made of a function, for one spec. */
export function handler(kind: string, run: (task: DueTask, tx: Tx) => Promise<void>): DueTaskHandler {
  return new (class extends DueTaskHandler {
    readonly kind = kind;
    run = run;
  })();
}

export function job(kind: string, perform: (task: DueTask, signal: AbortSignal) => Promise<Completion | void>, concurrency = 4): TransportJob {
  return new (class extends TransportJob {
    readonly kind = kind;
    override readonly concurrency = concurrency;
    perform = perform;
  })();
}

/** One service with its database, as many runners as a spec starts. */
export async function openTaskWorld() {
  const [{ redisUrl }, database] = await Promise.all([servers(), testDatabase('projects', [...tasksMigrations, effectTable])]);
  const dataSource = await openDatabase({ url: database.appUrl });
  const clock = movableClock(NOON);
  const unitOfWork = new UnitOfWork(dataSource, clock, noFacts);
  const store = new TaskStore(dataSource);
  const prefix = `spec-${randomBytes(4).toString('hex')}`;
  const running: { stop(): Promise<void> }[] = [];
  const stopRunners = async () => void (await Promise.all(running.splice(0).map((one) => one.stop())));

  return {
    dataSource,
    unitOfWork,
    clock,
    store,
    prefix,
    redisUrl,
    failedTasks: new FailedTasks(dataSource, unitOfWork),
    inTransaction: <Result>(work: (tx: Tx) => Promise<Result> | Result) => unitOfWork.run(operator, async (tx) => work(tx)),
    startRunner(handlers: readonly DueTaskHandler[], jobs: readonly TransportJob[] = [], redis = redisUrl): TaskRunner {
      const runner = new TaskRunner({ service: 'funding', store, unitOfWork, clock, log: silent, pollMs: 20 });
      const timing = { redispatchMs: 200, leaseMs: 600 };
      const transport = jobs.length > 0 ? new Transport({ service: 'funding', redisUrl: redis, prefix, store, unitOfWork, log: silent, ...timing }, jobs) : undefined;
      runner.start(handlers, transport);
      running.push({
        stop: async () => {
          await runner.stop();
          await transport?.stop();
        },
      });
      return runner;
    },
    async effects(): Promise<string[]> {
      const rows: { note: string }[] = await dataSource.query('SELECT note FROM effect ORDER BY position');
      return rows.map(({ note }) => note);
    },
    /** Everything that happened to the tasks so far: `close x done`. */
    async states(): Promise<string[]> {
      const rows: { line: string }[] = await dataSource.query(`SELECT concat_ws(' ', kind, key, state) AS line FROM due_task ORDER BY id`);
      return rows.map(({ line }) => line);
    },
    /** For an attempt without BullMQ. */
    attemptOf: (transportJob: TransportJob): Omit<Attempt, 'id' | 'attempt'> => ({
      job: transportJob,
      service: 'funding',
      store,
      unitOfWork,
      log: silent,
      leaseMs: 600,
      stopping: new AbortController().signal,
    }),
    stopRunners,
    /** Stops the runners and forgets all tasks, for the next test. */
    async reset(): Promise<void> {
      await stopRunners();
      await dataSource.query('DELETE FROM due_task');
      await dataSource.query('DELETE FROM effect');
      clock.set(NOON);
    },
    async close(): Promise<void> {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
export type TaskWorld = Awaited<ReturnType<typeof openTaskWorld>>;
