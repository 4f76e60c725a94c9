import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Instant } from '@goufu/kernel';
import type { UnitOfWork } from '@goufu/persistence';
import type { DueTask } from './due-task.js';
import type { DueTaskHandler } from './handlers.js';
import type { Log } from './log.js';
import { setBackFor } from './retry.js';
import { inTaskSpan } from './span.js';
import type { TaskStore } from './task-store.js';
import { onWake } from './wake.js';

const BATCH = 50;
const DRAIN_PAUSE_MS = 10;
const OUTAGE_PAUSE_MS = 1_000;

export interface TaskRunnerOptions {
  readonly service: string;
  readonly store: TaskStore;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between looks at the table when nothing wakes the runner. */
  readonly pollMs: number;
}

/** Where tasks go that do not run in a database transaction. */
export interface Dispatcher {
  readonly kinds: readonly string[];
  /** Hands over what is due. */
  dispatch(now: Instant): Promise<void>;
}

/** Looks for due tasks and has them done, earliest first, for as long as the application lives. */
export class TaskRunner {
  private handlers: ReadonlyMap<string, DueTaskHandler> = new Map();
  private dispatcher: Dispatcher = { kinds: [], dispatch: () => Promise.resolve() };
  private loop: Promise<void> | undefined;
  private stopping = new AbortController();
  private sleep = new AbortController();
  private sweep: Promise<void> | undefined;

  constructor(private readonly options: TaskRunnerOptions) {}

  start(handlers: readonly DueTaskHandler[], dispatcher?: Dispatcher): void {
    this.handlers = byKind(handlers);
    if (dispatcher) this.dispatcher = dispatcher;
    const stopListening = onWake(() => this.sleep.abort());
    this.loop = this.run().finally(stopListening);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.sleep.abort();
    await this.loop;
  }

  /**
   * Resolves when every business task due at or before `until` is done or failed, those included that tasks scheduled
   * meanwhile, and when machine tasks due by now have been tried. `until` must not lie after the clock's time.
   */
  async drain(until: Instant): Promise<void> {
    const now = this.options.clock.now();
    if (until > now) throw new Error(`cannot drain until ${until}: the clock says ${now}`);
    const kinds = [...this.handlers.keys(), ...this.dispatcher.kinds];
    while ((await this.options.store.openUntil(kinds, until)) > 0) {
      if (this.stopping.signal.aborted) throw new Error('the task runner was stopped while it drained');
      await this.tick();
      await delay(DRAIN_PAUSE_MS);
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.sleep = new AbortController();
      const pauseMs = await this.tick().then(
        () => this.options.pollMs,
        (error: unknown) => {
          this.options.log.warn({ error }, 'the task runner paused; it tries again');
          return OUTAGE_PAUSE_MS;
        },
      );
      const woken = AbortSignal.any([this.sleep.signal, this.stopping.signal]);
      await delay(pauseMs, undefined, { signal: woken }).catch(() => undefined);
    }
  }

  /** One look at the table; callers at the same time share it. */
  private tick(): Promise<void> {
    this.sweep ??= this.doWhatIsDue().finally(() => (this.sweep = undefined));
    return this.sweep;
  }

  private async doWhatIsDue(): Promise<void> {
    const { store, clock } = this.options;
    const kinds = [...this.handlers.keys()];
    for (let progress = true; progress; ) {
      progress = false;
      for (const task of await store.ready(kinds, clock.now(), BATCH)) {
        if (this.stopping.signal.aborted) return;
        progress = (await this.attempt(task)) || progress;
      }
    }
    await this.dispatcher.dispatch(clock.now());
  }

  /** False when another runner is at the task or it failed. */
  private async attempt(task: DueTask): Promise<boolean> {
    try {
      return await inTaskSpan(task, (traceparent) => this.runHandler(task, traceparent));
    } catch (error) {
      await this.setBack(task, error);
      return false;
    }
  }

  private runHandler(task: DueTask, traceparent: string | undefined): Promise<boolean> {
    const { unitOfWork, store, service } = this.options;
    return unitOfWork.run({ actorId: `service:${service}`, jurisdiction: task.jurisdiction, traceparent }, async (tx) => {
      const taken = await store.takeDone(tx, task);
      if (taken) await this.handlers.get(task.kind)?.run(task, tx);
      return taken;
    });
  }

  private async setBack(task: DueTask, error: unknown): Promise<void> {
    const setBack = setBackFor(error, task.attempt);
    const state = await this.options.store.setBack(task, setBack);
    const details = { error, kind: task.kind, key: task.key, attempt: task.attempt };
    if (state === 'failed') this.options.log.error(details, 'a task failed for good and waits for a person');
    else this.options.log.warn(details, `a task failed; it is tried again in ${setBack.pauseMs} ms`);
  }
}

function byKind(handlers: readonly DueTaskHandler[]): ReadonlyMap<string, DueTaskHandler> {
  const known = new Map(handlers.map((handler) => [handler.kind, handler]));
  if (known.size < handlers.length) throw new Error(`two handlers of one task kind among ${handlers.map(({ kind }) => kind).join(', ')}`);
  return known;
}
