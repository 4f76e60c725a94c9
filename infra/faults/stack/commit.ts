import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const AGAIN_AFTER_MS = 20;
const PATIENCE_MS = 60_000;

/** Milliseconds that one commit takes which has something to flush. */
export async function commitMs(client: pg.Client): Promise<number> {
  const began = performance.now();
  await client.query(`SELECT pg_logical_emit_message(true, 'faults', 'how long')`);
  return performance.now() - began;
}

/** Waits until the server commits again; throws when it does not. */
export async function untilCommits(url: string): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; ; await delay(AGAIN_AFTER_MS)) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await commitMs(client);
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
