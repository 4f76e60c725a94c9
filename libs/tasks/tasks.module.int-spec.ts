import { Global, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CLOCK, DataSource, type Tx, UnitOfWork } from '@goufu/persistence';
import { scheduleTask, type DueTask } from './due-task.js';
import { DueTaskHandler, TransportJob, type Completion } from './handlers.js';
import { leaveEffect, NOON, openTaskWorld, silent, type TaskWorld } from './spec/task-world.js';
import { TaskRunner } from './task-runner.js';
import { TasksModule } from './tasks.module.js';

let world: TaskWorld;
beforeAll(async () => {
  world = await openTaskWorld();
});
afterAll(() => world.close());

@Injectable()
class CloseWindow extends DueTaskHandler<{ next: string }> {
  readonly kind = 'close-window';
  async run(task: DueTask<{ next: string }>, tx: Tx): Promise<void> {
    await leaveEffect(tx, 'window closed');
    scheduleTask(tx, { kind: 'notify', key: task.payload.next, dueAt: task.dueAt, payload: {} });
  }
}

@Injectable()
class Notify extends TransportJob {
  readonly kind = 'notify';
  async perform(task: DueTask): Promise<Completion> {
    return (tx) => leaveEffect(tx, `${task.key} was told`);
  }
}

it('an application runs every handler and job among its providers, and stops when they are at rest', async () => {
  @Global()
  @Module({
    providers: [
      { provide: DataSource, useValue: world.dataSource },
      { provide: UnitOfWork, useValue: world.unitOfWork },
      { provide: CLOCK, useValue: world.clock },
    ],
    exports: [DataSource, UnitOfWork, CLOCK],
  })
  class Platform {}

  @Module({
    imports: [Platform, TasksModule.forService({ service: 'funding', redisUrl: world.redisUrl, prefix: world.prefix, log: silent })],
    providers: [CloseWindow, Notify],
  })
  class App {}

  const app = await NestFactory.createApplicationContext(App, { logger: false });
  await app.init();
  await world.inTransaction((tx) => scheduleTask(tx, { kind: 'close-window', key: 'x', dueAt: NOON, payload: { next: 'agency' } }));
  await app.get(TaskRunner).drain(NOON);
  await app.close();
  expect(await world.effects()).toEqual(['window closed', 'agency was told']);
});
