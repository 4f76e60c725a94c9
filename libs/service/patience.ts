import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '@goufu/persistence';
import type { Log } from './observability/log.js';

const PATIENCE_MS = 30_000;
const LAST_PAUSE_MS = 4_000;

/** Something that is needed to start stayed away. */
export class Unreachable extends Error {}

interface Patience {
  readonly forMs?: number;
  /** Whether trying again can help; an outage passes, a wrong password does not. */
  readonly mayPass?: (error: unknown) => boolean;
}

/** Tries until it works, for half a minute unless told, and says each time why it did not. */
export async function patiently<Result>(
  what: string,
  log: Pick<Log, 'warn'>,
  attempt: () => Promise<Result>,
  { forMs = PATIENCE_MS, mayPass = isTransient }: Patience = {},
): Promise<Result> {
  const end = performance.now() + forMs;
  for (let pause = 250; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (cause) {
      if (!mayPass(cause)) throw cause;
      const reason = reasonOf(cause);
      if (performance.now() + pause > end) {
        throw new Unreachable(`${what} could not be reached within ${Math.round(forMs / 1000)} s: ${reason}`, { cause });
      }
      log.warn({ reason }, `${what} cannot be reached yet`);
      await delay(pause);
    }
  }
}

/** The message of an error; Node gathers refused connections into an error without one. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
