/** Waiting for a process until it is ready, with the reason when it is not. */
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, lastLines, logFile } from './processes.mjs';
import { say, Trouble } from './say.mjs';

/** Waits until `check` passes. A check throws an Error whose message is the reason. Says the reason every ten seconds. */
export async function untilReady(home, record, check, timeoutMs = 60_000) {
  const began = performance.now();
  for (let told = began; ; ) {
    const reason = await check().then(() => null, (error) => error.message);
    if (reason === null) return performance.now() - began;
    const details = () => lastLines(home, record);
    const look = `read ${logFile(home, record.name)}, mend the cause it names, and run the command again.`;
    if (!isAlive(record)) throw new Trouble(`${record.name} ended while it was starting.`, look, details());
    if (performance.now() - began > timeoutMs) throw new Trouble(`${record.name} is not ready after ${timeoutMs / 1000} s: ${reason}.`, look, details());
    if (performance.now() - told > 10_000) {
      say(record.name, `not ready yet: ${reason}`);
      told = performance.now();
    }
    await pause(100);
  }
}

/** The check of every HTTP process: GET /health/ready answers 200, or names the checks that fail. */
export async function httpReady(url) {
  const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) }).catch((error) => {
    throw new Error(error.name === 'TimeoutError' ? 'no answer within 3 s' : `nobody answers at ${url} yet`);
  });
  if (response.ok) return;
  const body = await response.json().catch(() => ({}));
  const failing = (body.checks ?? []).filter((one) => !one.ok).map((one) => `${one.name}: ${one.reason}`);
  throw new Error(failing.length > 0 ? failing.join('; ') : `GET /health/ready answers ${response.status}`);
}
