import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { plusMilliseconds } from '@goufu/kernel';
import { eventually } from '@goufu/testing';
import fc from 'fast-check';
import { cancelTask, scheduleTask } from './due-task.js';
import { handler, leaveEffect, NOON, openTaskWorld, operator, type TaskWorld } from './spec/task-world.js';

const HOUR = 3_600_000;
const at = (hours: number) => plusMilliseconds(NOON, hours * HOUR);

let world: TaskWorld;
beforeAll(async () => {
  world = await openTaskWorld();
});
afterEach(() => world.reset());
afterAll(() => world.close());

const close = handler('close', (task, tx) => leaveEffect(tx, task.key));
const schedule = (key: string, dueAt: string, kind = 'close') =>
  world.inTransaction((tx) => scheduleTask(tx, { kind, key, dueAt, payload: {} }));

describe('a business task', () => {
  it('is done when the clock reaches it, and not before', async () => {
    const runner = world.startRunner([close]);
    await schedule('later', at(2));
    await schedule('sooner', at(1));
    await runner.drain(NOON);
    expect(await world.effects()).toEqual([]);
    world.clock.set(at(2));
    await runner.drain(at(2));
    expect(await world.effects()).toEqual(['sooner', 'later']);
    expect(await world.states()).toEqual(['close later done', 'close sooner done']);
  });

  it('is done once however many runners look for it', async () => {
    const runners = [world.startRunner([close]), world.startRunner([close]), world.startRunner([close])];
    const keys = Array.from({ length: 60 }, (_, i) => `k${i}`);
    await world.inTransaction(async (tx) => {
      for (const key of keys) scheduleTask(tx, { kind: 'close', key, dueAt: NOON, payload: {} });
    });
    await Promise.all(runners.map((runner) => runner.drain(NOON)));
    expect((await world.effects()).sort()).toEqual(keys.sort());
  });

  it('is not scheduled by a transaction that rolls back', async () => {
    const given = world.inTransaction(async (tx) => {
      scheduleTask(tx, { kind: 'close', key: 'x', dueAt: NOON, payload: {} });
      throw new Error('no');
    });
    await expect(given).rejects.toThrow('no');
    expect(await world.states()).toEqual([]);
  });

  it('exists once per kind and key while it is live, and can be called off', async () => {
    await schedule('x', at(1));
    await schedule('x', at(5));
    expect(await world.states()).toEqual(['close x due']);
    expect(await world.inTransaction((tx) => cancelTask(tx, 'close', 'x'))).toBe(true);
    expect(await world.inTransaction((tx) => cancelTask(tx, 'close', 'x'))).toBe(false);
    await schedule('x', at(5));
    expect(await world.states()).toEqual(['close x cancelled', 'close x due']);
  });

  it('runs in the jurisdiction and under the name of its service', async () => {
    const seen: string[] = [];
    const runner = world.startRunner([handler('who', async (_, tx) => void seen.push(`${tx.actorId} ${tx.jurisdiction}`))]);
    await schedule('x', NOON, 'who');
    await runner.drain(NOON);
    expect(seen).toEqual(['service:funding 510104']);
  });

  it('is never early, never lost, never doubled, whatever the times and steps', async () => {
    const hour = fc.integer({ min: 0, max: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(hour, { maxLength: 8 }), fc.array(hour, { maxLength: 4 }), async (dueHours, steps) => {
        const runners = [world.startRunner([close]), world.startRunner([close])];
        for (const [i, due] of dueHours.entries()) await schedule(`${i}`, at(due));
        for (const step of [...steps, 6].sort()) {
          world.clock.set(at(step));
          await Promise.all(runners.map((runner) => runner.drain(at(step))));
          const expected = [...dueHours.entries()].filter(([, due]) => due <= step).map(([i]) => `${i}`);
          expect((await world.effects()).sort()).toEqual(expected.sort());
        }
        await world.reset();
      }),
      { numRuns: 15 },
    );
  });
});

describe('draining', () => {
  it('waits for tasks that tasks schedule', async () => {
    const chain = handler('chain', async (task, tx) => {
      const left = Number(task.key);
      await leaveEffect(tx, task.key);
      if (left > 0) scheduleTask(tx, { kind: 'chain', key: `${left - 1}`, dueAt: at(1), payload: {} });
    });
    const runner = world.startRunner([chain]);
    await schedule('3', at(1), 'chain');
    world.clock.set(at(1));
    await runner.drain(at(1));
    expect(await world.effects()).toEqual(['3', '2', '1', '0']);
  });

  it('lets a task schedule its own key again', async () => {
    const daily = handler('daily', async (task, tx) => {
      await leaveEffect(tx, task.dueAt);
      scheduleTask(tx, { kind: 'daily', key: task.key, dueAt: plusMilliseconds(task.dueAt, 24 * HOUR), payload: {} });
    });
    const runner = world.startRunner([daily]);
    await schedule('x', at(24), 'daily');
    world.clock.set(at(80));
    await runner.drain(at(80));
    expect(await world.effects()).toEqual([at(24), at(48), at(72)]);
    expect(await world.states()).toEqual(['daily x done', 'daily x done', 'daily x done', 'daily x due']);
  });

  it('refuses a time that has not come', async () => {
    const runner = world.startRunner([close]);
    await expect(runner.drain(at(1))).rejects.toThrow('cannot drain until');
  });
});

describe('a task that fails', () => {
  it('leaves nothing behind, is set aside in the end, and runs again when an operator says so', async () => {
    let mended = false;
    const broken = handler('broken', async (task, tx) => {
      await leaveEffect(tx, task.key);
      if (!mended) throw new TypeError('no such tranche');
    });
    const runner = world.startRunner([broken, close]);
    await schedule('x', NOON, 'broken');
    await schedule('y', NOON);
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['y']);
    const [failed] = await world.failedTasks.list();
    expect(failed).toMatchObject({ kind: 'broken', key: 'x', dueAt: NOON, attempts: 5, error: 'TypeError: no such tranche', jurisdiction: '510104' });
    expect(await world.failedTasks.figures()).toEqual({ failed: 1, retrying: 0, claimed: 0 });
    mended = true;
    expect(await world.failedTasks.retry(operator, failed?.id ?? '')).toBe(true);
    expect(await world.failedTasks.retry(operator, failed?.id ?? '')).toBe(false);
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['y', 'x']);
  });

  it('is tried for as long as an outage lasts', async () => {
    let outages = 0;
    const unlucky = handler('unlucky', async (task, tx) => {
      await leaveEffect(tx, task.key);
      outages += 1;
      if (outages <= 4) throw Object.assign(new Error('connection terminated'), { code: '57P01' });
    });
    const runner = world.startRunner([unlucky]);
    await schedule('x', NOON, 'unlucky');
    await runner.drain(NOON);
    expect(await world.effects()).toEqual(['x']);
    expect(outages).toBe(5);
  });

  it('does not stop the runner when the database goes away', async () => {
    world.startRunner([close]);
    await world.dataSource.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    await eventually(() => schedule('x', NOON));
    await eventually(async () => expect(await world.effects()).toEqual(['x']));
  });
});
