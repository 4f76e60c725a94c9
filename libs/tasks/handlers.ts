import type { Tx } from '@goufu/persistence';
import type { DueTask } from './due-task.js';

/**
 * Does what is short: reads and writes of this service's own database. Runs in the transaction that marks the task
 * done, so that its effect and its facts happen exactly once.
 */
export abstract class DueTaskHandler<Payload extends object = object> {
  abstract readonly kind: string;
  abstract run(task: DueTask<Payload>, tx: Tx): Promise<void>;
}

/** What a transport job found out, written in the transaction that marks its task done. */
export type Completion = (tx: Tx) => Promise<void>;

/**
 * Does what is long, rate-limited or leaves the process: payment transport, enquiry, notification, rendering. Carried
 * by BullMQ, claimed in PostgreSQL. May run more than once, so whatever it talks to must recognise a repetition;
 * the returned completion commits once.
 */
export abstract class TransportJob<Payload extends object = object> {
  abstract readonly kind: string;
  /** How many run at once in one process. */
  readonly concurrency: number = 4;
  /** At most `max` starts in `duration` milliseconds, over all processes. */
  readonly rate?: { readonly max: number; readonly duration: number };

  /** No transaction is open. `signal` says that the claim is lost or the process stops: give up, the task is tried again. */
  abstract perform(task: DueTask<Payload>, signal: AbortSignal): Promise<Completion | void>;
}

/** Thrown by a task whose time has not come: tried again after `afterMs`, for ever, without counting as a failure. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  constructor(
    reason: string,
    readonly afterMs?: number,
  ) {
    super(reason);
  }
}
