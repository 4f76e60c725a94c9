import { setTimeout as delay } from 'node:timers/promises';

/** Something did not turn out as the story says; the message is one sentence for the person at the terminal. */
export class Unexpected extends Error {}

const EVERY_MS = 20;
/** Long enough for a service that was killed to be started again. */
const PATIENCE_MS = 60_000;

/** Repeats `probe` until it no longer throws; what it threw last is why this gives up after `within` milliseconds. */
export async function eventually<Result>(what: string, probe: () => Promise<Result> | Result, within = PATIENCE_MS): Promise<Result> {
  const end = performance.now() + within;
  for (let pause = EVERY_MS; ; pause = Math.min(pause * 1.5, 500)) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() >= end) throw new Unexpected(`${what}: not within ${Math.round(within / 1000)} s (${reasonOf(error)})`, { cause: error });
    }
    await delay(pause);
  }
}

/** The message of an error; Node gathers refused connections into an error without one. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
