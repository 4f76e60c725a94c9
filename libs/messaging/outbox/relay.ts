import { setTimeout as delay } from 'node:timers/promises';
import { CONTEXTS, type Envelope } from '@goufu/contracts';
import { type DataSource, failpoint, type QueryRunner } from '@goufu/persistence';
import type { BusMessage, MessageBus } from '../bus/message-bus.js';
import type { Log } from '../log.js';
import { messageOf, type FactRow } from './fact-row.js';

const BATCH = 500;
const IDLE_POLL_MS = 50;
const BACKOFF_MS = 500;
const RELAY_LOCK = 715_002;

const UNSENT = `
  SELECT o.position, f.* FROM (SELECT position, fact_id FROM outbox ORDER BY position LIMIT ${BATCH}) o
  JOIN fact f ON f.id = o.fact_id ORDER BY o.position`;

/**
 * Sends queued facts to Kafka in order and forgets each once it is acknowledged. One relay per service holds a session
 * lock; a second process waits for it. Nothing is lost when it dies: what was sent but not deleted is sent again.
 */
export class OutboxRelay {
  private stopped = false;
  private awake: () => void = () => undefined;
  private pending = false;
  private loop: Promise<void> | undefined;

  constructor(
    private readonly service: string,
    private readonly dataSource: DataSource,
    private readonly bus: MessageBus,
    private readonly log: Log,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  /** Facts were committed in this process: no need to wait for the next poll. */
  wake(): void {
    this.pending = true;
    this.awake();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const session = this.dataSource.createQueryRunner();
      try {
        await session.connect();
        if (await this.lock(session)) await this.drain(session);
        else await this.nap(BACKOFF_MS);
      } catch (error) {
        this.log.warn({ error }, 'outbox relay paused; it tries again');
        await this.nap(BACKOFF_MS);
      } finally {
        await this.unlock(session);
      }
    }
  }

  private async drain(session: QueryRunner): Promise<void> {
    while (!this.stopped) {
      this.pending = false;
      const sent = await this.sendBatch(session);
      if (sent === 0 && !this.pending) await this.nap(IDLE_POLL_MS);
    }
  }

  private async sendBatch(session: QueryRunner): Promise<number> {
    const rows = (await session.query(UNSENT)) as (FactRow & { position: string })[];
    if (rows.length === 0) return 0;
    failpoint('before-publish');
    const byTopic = new Map<string, BusMessage[]>();
    for (const row of rows) {
      const topic = topicOf(row.type);
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), messageOf(row, this.service)]);
    }
    for (const [topic, messages] of byTopic) await this.bus.publish(topic, messages);
    failpoint('after-publish');
    await session.query('DELETE FROM outbox WHERE position = ANY($1)', [rows.map((row) => row.position)]);
    return rows.length;
  }

  private async lock(session: QueryRunner): Promise<boolean> {
    const rows = (await session.query('SELECT pg_try_advisory_lock($1) AS locked', [RELAY_LOCK])) as { locked: boolean }[];
    return rows[0]?.locked === true;
  }

  private async unlock(session: QueryRunner): Promise<void> {
    // A dead session has lost its lock with its connection.
    await session.query('SELECT pg_advisory_unlock($1)', [RELAY_LOCK]).catch(() => undefined);
    await session.release().catch(() => undefined);
  }

  private async nap(ms: number): Promise<void> {
    const abort = new AbortController();
    this.awake = () => abort.abort();
    if (this.pending || this.stopped) return;
    await delay(ms, undefined, { signal: abort.signal }).catch(() => undefined);
  }
}

function topicOf(type: Envelope['type']): string {
  const context = CONTEXTS.find((known) => type.startsWith(`${known}.`));
  if (context === undefined) throw new Error(`no topic for fact type ${type}`);
  return context;
}
