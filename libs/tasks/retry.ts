import { isTransient } from '@goufu/persistence';
import { TryLater } from './handlers.js';

/** Errors of the task's own making before a person must look: with the pauses below about three seconds, enough to outlive a race. */
export const FAILURE_LIMIT = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;

/** What a failed attempt means for its row. */
export interface SetBack {
  /** Counts toward the limit: trying again as often as one likes would not help. */
  readonly counts: boolean;
  readonly pauseMs: number;
  readonly reason: string;
}

/** `interrupted` says that the process stops or the claim was lost, which is nobody's failure. */
export function setBackFor(error: unknown, attempt: number, interrupted = false): SetBack {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (interrupted) return { counts: false, pauseMs: 0, reason };
  const pauseMs = error instanceof TryLater ? (error.afterMs ?? pauseAfter(attempt)) : pauseAfter(attempt);
  return { counts: !(error instanceof TryLater || isTransient(error)), pauseMs, reason };
}

/** Milliseconds of machine time, doubling to a minute. */
export const pauseAfter = (attempt: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 20));
