import { failpoint, type UnitOfWork } from '@goufu/persistence';
import type { DueTask } from './due-task.js';
import type { TransportJob } from './handlers.js';
import type { Log } from './log.js';
import { setBackFor } from './retry.js';
import { inTaskSpan } from './span.js';
import type { TaskStore } from './task-store.js';
import { wakeRunners } from './wake.js';

export interface Attempt {
  readonly id: string;
  readonly attempt: number;
  readonly job: TransportJob;
  readonly service: string;
  readonly store: TaskStore;
  readonly unitOfWork: UnitOfWork;
  readonly log: Log;
  readonly leaseMs: number;
  readonly stopping: AbortSignal;
}

/** Another worker has the task by now: what this one found out must not be written. */
class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** One attempt of a transport job: claim the row, perform, commit result and done-mark together. Never throws. */
export async function attemptJob(attempt: Attempt): Promise<void> {
  const { store, log, leaseMs, job } = attempt;
  try {
    const task = await store.claim(attempt.id, attempt.attempt, leaseMs);
    if (task) await performClaimed(task, attempt);
  } catch (error) {
    // The database is away: the row stays as it is, and the sweeper finds it when its lease has run out.
    log.warn({ error, kind: job.kind, taskId: attempt.id }, 'a transport job could not be recorded; it is tried again');
  } finally {
    wakeRunners();
  }
}

async function performClaimed(task: DueTask, { job, store, unitOfWork, service, log, leaseMs, stopping }: Attempt): Promise<void> {
  const lease = keepLease(task, store, leaseMs);
  const signal = AbortSignal.any([lease.lost, stopping]);
  try {
    await inTaskSpan(task, async (traceparent) => {
      failpoint('before-perform');
      const complete = await job.perform(task, signal);
      failpoint('after-perform-before-result');
      await unitOfWork.run({ actorId: `service:${service}`, jurisdiction: task.jurisdiction, traceparent }, async (tx) => {
        if (!(await store.complete(tx, task))) throw new ClaimLost('the lease ran out before the job was done');
        if (complete) await complete(tx);
      });
    });
  } catch (error) {
    const state = await store.setBack(task, setBackFor(error, task.attempt, signal.aborted || error instanceof ClaimLost));
    const details = { error, kind: task.kind, key: task.key, attempt: task.attempt };
    if (state === 'failed') log.error(details, 'a transport job failed for good and waits for a person');
    else log.warn(details, 'a transport job failed; it is tried again');
  } finally {
    lease.end();
  }
}

/** Renews the lease three times per period; `lost` fires when another worker could have taken over. */
function keepLease(task: DueTask, store: TaskStore, leaseMs: number): { lost: AbortSignal; end(): void } {
  const controller = new AbortController();
  const renew = async () => {
    if (!(await store.renew(task, leaseMs))) controller.abort(new ClaimLost('the lease was lost'));
  };
  // A renewal that fails with the database is tried again at the next beat; completion is fenced in any case.
  const beat = setInterval(() => void renew().catch(() => undefined), leaseMs / 3);
  return { lost: controller.signal, end: () => clearInterval(beat) };
}
