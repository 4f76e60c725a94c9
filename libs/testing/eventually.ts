import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 20;

/**
 * Repeats `probe` until it no longer throws and answers what it answered. What it throws is the reason, so let it say
 * what it saw (`expect(rows).toEqual(…)`); the last reason is what the spec fails with after `within` milliseconds.
 */
export async function eventually<Result>(probe: () => Promise<Result> | Result, { within = 10_000 } = {}): Promise<Result> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() >= deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`not within ${within} ms: ${reason}`, { cause: error });
      }
    }
    await delay(EVERY_MS);
  }
}
