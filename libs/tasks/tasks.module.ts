import { Inject, Injectable, Module, type BeforeApplicationShutdown, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { Clock } from '@goufu/kernel';
import { CLOCK, DataSource, UnitOfWork } from '@goufu/persistence';
import { FailedTasks } from './failed-tasks.js';
import { DueTaskHandler, TransportJob } from './handlers.js';
import type { Log } from './log.js';
import { TaskRunner } from './task-runner.js';
import { TaskStore } from './task-store.js';
import { Transport } from './transport.js';

export interface TasksOptions {
  /** Name of the service; its queues in Redis begin with it. */
  readonly service: string;
  readonly redisUrl: string;
  /** Namespace in Redis, so that tests can share one. */
  readonly prefix?: string;
  readonly log: Log;
  readonly pollMs?: number;
  readonly redispatchMs?: number;
  readonly leaseMs?: number | undefined;
}
const OPTIONS = Symbol('TasksOptions');

/** Runs the tasks of every `DueTaskHandler` and `TransportJob` among the providers, for as long as the application lives. */
@Injectable()
class TasksRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private transport: Transport | undefined;

  constructor(
    @Inject(OPTIONS) private readonly options: TasksOptions,
    @Inject(TaskRunner) private readonly runner: TaskRunner,
    @Inject(TaskStore) private readonly store: TaskStore,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    const providers: unknown[] = this.discovery.getProviders().map(({ instance }) => instance);
    const jobs = providers.filter((provider) => provider instanceof TransportJob);
    if (jobs.length > 0) this.transport = this.openTransport(jobs);
    this.runner.start(providers.filter((provider) => provider instanceof DueTaskHandler), this.transport);
  }

  /** Before the pools close: a running handler still commits, a running job is put back. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.transport?.stop();
  }

  private openTransport(jobs: readonly TransportJob[]): Transport {
    const { service, redisUrl, prefix = 'goufu', log, redispatchMs = 5_000, leaseMs = 30_000 } = this.options;
    return new Transport({ service, redisUrl, prefix, log, redispatchMs, leaseMs, store: this.store, unitOfWork: this.unitOfWork }, jobs);
  }
}

/** Deadlines and background work. Needs `DataSource`, `UnitOfWork` and `CLOCK` from global modules. */
@Module({})
export class TasksModule {
  static forService(options: TasksOptions): DynamicModule {
    return {
      module: TasksModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: OPTIONS, useValue: options },
        { provide: TaskStore, inject: [DataSource], useFactory: (dataSource: DataSource) => new TaskStore(dataSource) },
        {
          provide: TaskRunner,
          inject: [TaskStore, UnitOfWork, CLOCK],
          useFactory: (store: TaskStore, unitOfWork: UnitOfWork, clock: Clock) =>
            new TaskRunner({ service: options.service, store, unitOfWork, clock, log: options.log, pollMs: options.pollMs ?? 250 }),
        },
        {
          provide: FailedTasks,
          inject: [DataSource, UnitOfWork],
          useFactory: (dataSource: DataSource, unitOfWork: UnitOfWork) => new FailedTasks(dataSource, unitOfWork),
        },
        TasksRuntime,
      ],
      exports: [TaskRunner, FailedTasks],
    };
  }
}
