import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { Redis } from 'ioredis';
import { attemptJob } from './attempt-job.js';
import { scheduleTask } from './due-task.js';
import { TryLater } from './handlers.js';
import { gateBefore } from './spec/gate.js';
import { handler, job, leaveEffect, NOON, openTaskWorld, type TaskWorld } from './spec/task-world.js';

let world: TaskWorld;
let redis: Redis;
beforeAll(async () => {
  world = await openTaskWorld();
  redis = new Redis(world.redisUrl);
});
afterEach(() => world.reset());
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const keysOf = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`);
const pay = job('pay', async (task) => (tx) => leaveEffect(tx, task.key));

const schedule = (keys: readonly string[], kind = 'pay') =>
  world.inTransaction(async (tx) => {
    for (const key of keys) scheduleTask(tx, { kind, key, dueAt: NOON, payload: {} });
  });

/** What FLUSHALL would do, limited to this spec's own keys since others use the same Redis. */
async function flushRedis(): Promise<number> {
  const keys = await redis.keys(`${world.prefix}:*`);
  return keys.length === 0 ? 0 : redis.del(keys);
}

describe('a transport job', () => {
  it('commits its result together with its done-mark, and leaves nothing in Redis', async () => {
    const runner = world.startRunner([], [pay]);
    await schedule(keysOf(20));
    await runner.drain(NOON);
    expect((await world.effects()).sort()).toEqual(keysOf(20).sort());
    const states = await world.states();
    expect(states.every((line) => line.endsWith('done'))).toBe(true);
    await eventually(async () => {
      const left = await redis.keys(`${world.prefix}:*pay:p*-*`);
      expect(left).toEqual([]);
    });
  });

  it('is part of what a step of the clock waits for, also when a handler scheduled it', async () => {
    const order = handler('order', async (task, tx) => {
      scheduleTask(tx, { kind: 'pay', key: task.key, dueAt: NOON, payload: {}, clock: 'machine' });
    });
    const runner = world.startRunner([order], [pay]);
    await schedule(['x'], 'order');
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['x']);
  });

  it('is done once by several workers, and writes nothing when its result fails', async () => {
    let thrown = 0;
    const flaky = job('pay', async (task) => async (tx) => {
      await leaveEffect(tx, task.key);
      if (task.attempt === 1) {
        thrown += 1;
        throw new Error('first result is lost');
      }
    });
    const runners = [world.startRunner([], [flaky]), world.startRunner([], [flaky])];
    await schedule(keysOf(15));
    await Promise.all(runners.map((runner) => runner.drain(NOON)));
    expect((await world.effects()).sort()).toEqual(keysOf(15).sort());
    expect(thrown).toBe(15);
  });

  it('comes again when it says that its time has not come', async () => {
    const enquire = job('enquire', async (task) => {
      if (task.attempt < 8) throw new TryLater('not settled yet', 10);
      return (tx) => leaveEffect(tx, `settled at attempt ${task.attempt}`);
    });
    const runner = world.startRunner([], [enquire]);
    await schedule(['x'], 'enquire');
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['settled at attempt 8']);
  });

  it('is set aside after too many failures', async () => {
    const runner = world.startRunner([], [job('render', () => Promise.reject(new Error('no such template')))]);
    await schedule(['x'], 'render');
    await runner.drain(NOON);
    expect(await world.failedTasks.list()).toMatchObject([{ kind: 'render', key: 'x', attempts: 5, error: 'Error: no such template' }]);
  });
});

describe('Redis', () => {
  it('may be flushed at any moment: nothing is lost or doubled', async () => {
    const slow = job(
      'pay',
      async (task) => {
        // Each job needs the database once, so that the flushes fall between, into and before jobs.
        await world.dataSource.query('SELECT pg_sleep(0.005)');
        return (tx) => leaveEffect(tx, task.key);
      },
      2,
    );
    const runner = world.startRunner([], [slow]);
    await schedule(keysOf(150));
    let flushed = 0;
    for (const done of [10, 40, 80, 120]) {
      await eventually(async () => expect((await world.effects()).length).toBeGreaterThanOrEqual(done), { within: 20_000 });
      flushed += await flushRedis();
    }
    await runner.drain(NOON);
    expect(flushed).toBeGreaterThan(0);
    expect((await world.effects()).sort()).toEqual(keysOf(150).sort());
  });

  it('may be away: jobs wait and are done when it is back', async () => {
    const gate = await gateBefore(world.redisUrl);
    const runner = world.startRunner([handler('close', (task, tx) => leaveEffect(tx, task.key))], [pay], gate.url);
    await schedule(['before']);
    await runner.drain(NOON);
    await gate.shut();
    await schedule(['during']);
    await schedule(['not over Redis'], 'close');
    await eventually(async () => expect(await world.effects()).toEqual(['before', 'not over Redis']));
    expect(await world.states()).toContain('pay during due');
    await gate.open();
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['before', 'not over Redis', 'during']);
    await world.reset();
    await gate.shut();
  });

  it('may be away when the process starts and when it stops', async () => {
    const gate = await gateBefore(world.redisUrl);
    await gate.shut();
    const runner = world.startRunner([], [pay], gate.url);
    await schedule(['x']);
    await gate.open();
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['x']);
    await gate.shut();
    await world.reset();
  });
});

describe('a worker that disappears', () => {
  it('is followed by another one when its lease runs out, and what it brings later is dropped', async () => {
    await schedule(['x']);
    const [task] = await world.store.takeForDispatch(['pay'], NOON, 1, 0);
    const claimed = await world.store.claim(task?.id ?? '', 1, 0);
    const runner = world.startRunner([], [pay]);
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['x']);
    expect(claimed && (await world.inTransaction((tx) => world.store.complete(tx, claimed)))).toBe(false);
    expect(claimed && (await world.store.renew(claimed, 1_000))).toBe(false);
  });

  it('keeps its lease as long as it works', async () => {
    let starts = 0;
    const long = job('pay', async (task) => {
      starts += 1;
      // Longer than two leases.
      await world.dataSource.query('SELECT pg_sleep(1.5)');
      return (tx) => leaveEffect(tx, task.key);
    });
    const runners = [world.startRunner([], [long]), world.startRunner([], [long])];
    await schedule(['x']);
    await Promise.all(runners.map((runner) => runner.drain(NOON)));
    expect(await world.effects()).toEqual(['x']);
    expect(starts).toBe(1);
  });

  it('is told to give up when the process stops, and the task goes to the next one', async () => {
    let begun = false;
    const hanging = job('pay', async (_task, signal) => {
      begun = true;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('gave up'))));
    });
    world.startRunner([], [hanging]);
    await schedule(['x']);
    await eventually(() => expect(begun).toBe(true));
    await world.stopRunners();
    expect(await world.states()).toEqual(['pay x due']);
    const next = world.startRunner([], [pay]);
    await next.drain(NOON);
    expect(await world.effects()).toEqual(['x']);
  });

  it('finds a second ticket for the same attempt harmless', async () => {
    await schedule(['x']);
    const [task] = await world.store.takeForDispatch(['pay'], NOON, 1, 60_000);
    await Promise.all([1, 2, 3].map(() => attemptJob({ ...world.attemptOf(pay), id: task?.id ?? '', attempt: 1 })));
    expect(await world.effects()).toEqual(['x']);
  });
});
