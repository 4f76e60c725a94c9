import type { Instant } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import { wakeRunners } from './wake.js';

/** Whose time makes a task due: *business* is the Clock's (deadlines, windows), *machine* the real one (enquiries, retries). */
export type TaskClock = 'business' | 'machine';

/** Something that must happen at or after `dueAt`. */
export interface NewTask<Payload extends object = object> {
  /** Which handler does it: `close-appeal-window`. */
  readonly kind: string;
  /** What it is about, usually an id. There is one live task per kind and key. */
  readonly key: string;
  readonly dueAt: Instant;
  /** Kept as JSON; no personal data. */
  readonly payload: Payload;
  /** `business` unless told. */
  readonly clock?: TaskClock;
  /** The fact that led to it: gives jurisdiction and trace where one transaction handles facts of several purchases. */
  readonly causedBy?: Cause;
}

/** A task as its handler sees it. */
export interface DueTask<Payload extends object = object> {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly dueAt: Instant;
  readonly payload: Payload;
  /** From 1; grows with every try. */
  readonly attempt: number;
  readonly jurisdiction: string;
  readonly traceparent?: string | undefined;
}

const LIVE = `state IN ('due', 'claimed', 'failed')`;

/** Schedules the task with this transaction. Does nothing when a live one of the same kind and key exists. */
export function scheduleTask<Payload extends object>(tx: Tx, task: NewTask<Payload>): void {
  tx.defer(
    `INSERT INTO due_task (kind, key, payload, clock, due_at, jurisdiction, traceparent)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (kind, key) WHERE ${LIVE} DO NOTHING`,
    [
      task.kind,
      task.key,
      JSON.stringify(task.payload),
      task.clock ?? 'business',
      task.dueAt,
      task.causedBy?.jurisdiction ?? tx.jurisdiction,
      task.causedBy ? task.causedBy.traceparent : tx.traceparent,
    ],
  );
  tx.afterCommit(wakeRunners);
}

/** Lets the live task of this kind and key run at once, also one that pauses after a failure or was set aside. False when there is none to hurry. */
export async function hurryTask(tx: Tx, kind: string, key: string): Promise<boolean> {
  const hurried = await tx.query(
    `UPDATE due_task SET state = 'due', failures = 0, held_until = '-infinity' WHERE kind = $1 AND key = $2 AND state IN ('due', 'failed') RETURNING id`,
    [kind, key],
  );
  tx.afterCommit(wakeRunners);
  return hurried.length > 0;
}

/** Calls off a task that no worker ever took in hand. False when there is none, or when it may have been tried. */
export async function cancelUntriedTask(tx: Tx, kind: string, key: string): Promise<boolean> {
  const cancelled = await tx.query(
    `UPDATE due_task SET state = 'cancelled' WHERE kind = $1 AND key = $2 AND state = 'due' AND attempt = 1 RETURNING id`,
    [kind, key],
  );
  return cancelled.length > 0;
}

/** Calls off the live task of this kind and key. False when there is none, or when a worker is already at it. */
export async function cancelTask(tx: Tx, kind: string, key: string): Promise<boolean> {
  const cancelled = await tx.query(
    `UPDATE due_task SET state = 'cancelled' WHERE kind = $1 AND key = $2 AND state IN ('due', 'failed') RETURNING id`,
    [kind, key],
  );
  return cancelled.length > 0;
}
