import type { Instant } from '@goufu/kernel';
import type { UnitOfWork } from '@goufu/persistence';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { attemptJob } from './attempt-job.js';
import type { DueTask } from './due-task.js';
import type { TransportJob } from './handlers.js';
import type { Log } from './log.js';
import type { Dispatcher } from './task-runner.js';
import type { TaskStore } from './task-store.js';

const BATCH = 200;

export interface TransportOptions {
  readonly service: string;
  readonly redisUrl: string;
  /** Namespace of the queues in Redis. */
  readonly prefix: string;
  readonly store: TaskStore;
  readonly unitOfWork: UnitOfWork;
  readonly log: Log;
  /** Milliseconds after which a task that no worker claimed is handed to Redis again. */
  readonly redispatchMs: number;
  /** Milliseconds that a worker may be silent before another one takes over. */
  readonly leaseMs: number;
}

/** What lies in Redis: only which attempt to make. Everything else is read from the row. */
interface Ticket {
  readonly id: string;
  readonly attempt: number;
}

interface Line {
  readonly queue: Queue<Ticket>;
  readonly worker: Worker<Ticket>;
}

/**
 * Carries transport jobs over BullMQ. Redis holds only tickets: a lost one is written again by `dispatch`, a second one
 * finds its attempt claimed and does nothing. So flushing Redis loses nothing, and Redis being down only delays.
 */
export class Transport implements Dispatcher {
  readonly kinds: readonly string[];
  private readonly connection: Redis;
  private readonly lines = new Map<string, Line>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: TransportOptions,
    jobs: readonly TransportJob[],
  ) {
    this.kinds = jobs.map((job) => job.kind);
    // Writing a ticket must fail soon: the runner has other work, and the row is handed over again anyway.
    this.connection = new Redis(options.redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 5_000 });
    this.connection.on('error', this.report);
    for (const job of jobs) this.lines.set(job.kind, this.openLine(job));
  }

  /** Also the sweeper: takes what Redis lost and what a dead worker left behind. */
  async dispatch(now: Instant): Promise<void> {
    for (let handed = BATCH; handed === BATCH && this.connection.status === 'ready'; ) {
      const tasks = await this.options.store.takeForDispatch(this.kinds, now, BATCH, this.options.redispatchMs);
      const added = await Promise.allSettled(tasks.map((task) => this.handOver(task)));
      for (const result of added) if (result.status === 'rejected') this.report(result.reason);
      handed = tasks.length;
    }
  }

  private async handOver({ id, kind, attempt }: DueTask): Promise<void> {
    // A ticket with this job id that still lies in Redis swallows this one, which is as it should be.
    await this.lines.get(kind)?.queue.add(kind, { id, attempt }, { jobId: `${id}-${attempt}` });
  }

  /** Interrupts running jobs, which puts their tasks back, and closes the connections. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the process stops'));
    const connected = this.connection.status === 'ready';
    const lines = [...this.lines.values()];
    await Promise.all(lines.map(({ worker }) => worker.close(!connected)));
    await Promise.all(lines.map(({ queue }) => queue.close()));
    this.connection.disconnect();
  }

  private openLine(job: TransportJob): Line {
    const { service, prefix, redisUrl, store, unitOfWork, log, leaseMs } = this.options;
    const name = `${service}-${job.kind}`;
    const queue = new Queue<Ticket>(name, {
      connection: this.connection,
      prefix,
      // A finished job that stayed would swallow a later ticket of the same name.
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    const worker = new Worker<Ticket>(
      name,
      ({ data }) => attemptJob({ ...data, job, service, store, unitOfWork, log, leaseMs, stopping: this.stopping.signal }),
      {
        connection: { url: redisUrl, maxRetriesPerRequest: null },
        prefix,
        concurrency: job.concurrency,
        ...(job.rate ? { limiter: job.rate } : {}),
      },
    );
    queue.on('error', this.report);
    worker.on('error', this.report);
    return { queue, worker };
  }

  private readonly report = (error: unknown): void => {
    if (!this.stopping.signal.aborted) this.options.log.warn({ error }, 'Redis did not answer; transport jobs wait');
  };
}
