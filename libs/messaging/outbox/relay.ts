import { setTimeout as delay } from 'node:timers/promises';
import { CONTEXTS, type Envelope } from '@goufu/contracts';
import { type DataSource, failpoint, type PoolClient } from '@goufu/persistence';
import type { BusMessage, MessageBus } from '../bus/message-bus.js';
import type { Log } from '../log.js';
import { messageOf, type FactRow } from './fact-row.js';

const BATCH = 500;
const IDLE_POLL_MS = 50;
const BACKOFF_MS = 500;
const RELAY_LOCK = 715_002;

/** Facts are looked up one by one: joined otherwise, the whole table that is kept for fifteen years would be read for each batch. */
const UNSENT = `
  SELECT o.position, f.id, f.type, f.subject, f.sequence, f.time, f.jurisdiction, f.actor_id, f.classification, f.correlation_id,
         f.causation_id, f.traceparent, f.body
  FROM (SELECT position, fact_id FROM outbox ORDER BY position LIMIT ${BATCH}) o
  CROSS JOIN LATERAL (SELECT * FROM fact k WHERE k.id = o.fact_id OFFSET 0) f ORDER BY o.position`;
const SENT = 'DELETE FROM outbox WHERE position = ANY ($1::bigint[])';
const UNLOCK = `SELECT pg_advisory_unlock(${RELAY_LOCK}); RESET plan_cache_mode; RESET enable_seqscan; RESET idle_session_timeout`;
/** A relay asks several times a second: one that is silent for so long hangs, and its lock goes on. */
const HANGS_AFTER_MS = 15_000;

type UnsentRow = FactRow & { readonly position: string };

/**
 * Sends queued facts to Kafka in order and forgets each once it is acknowledged. One relay per service holds a session
 * lock; a second process waits for it. Nothing is lost when it dies or hangs: what was sent but not deleted is sent again.
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
    private readonly hangsAfterMs = HANGS_AFTER_MS,
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
      const runner = this.dataSource.createQueryRunner();
      let session: PoolClient | undefined;
      try {
        session = (await runner.connect()) as PoolClient;
        if (await this.lock(session)) await this.drain(session);
        else await this.nap(BACKOFF_MS);
      } catch (error) {
        this.log.warn({ error }, 'outbox relay paused; it tries again');
        await this.nap(BACKOFF_MS);
      } finally {
        // A dead session has lost its lock with its connection.
        await session?.query(UNLOCK).catch(() => undefined);
        await runner.release().catch(() => undefined);
      }
    }
  }

  private async drain(session: PoolClient): Promise<void> {
    let rows = await this.unsent(session);
    while (!this.stopped) {
      if (rows.length > 0) {
        await this.send(rows);
        // The connection is a pipeline: both go out together.
        const forgotten = session.query({ name: 'outbox-sent', text: SENT, values: [`{${rows.map(({ position }) => position).join(',')}}`] });
        [rows] = await Promise.all([this.unsent(session), forgotten]);
      } else {
        if (!this.pending) await this.nap(IDLE_POLL_MS);
        rows = await this.unsent(session);
      }
    }
  }

  private async unsent(session: PoolClient): Promise<UnsentRow[]> {
    this.pending = false;
    return (await session.query<UnsentRow>({ name: 'outbox-unsent', text: UNSENT })).rows;
  }

  private async send(rows: readonly UnsentRow[]): Promise<void> {
    failpoint('before-publish');
    const byTopic = new Map<string, BusMessage[]>();
    for (const row of rows) {
      const topic = topicOf(row.type);
      const messages = byTopic.get(topic) ?? [];
      messages.push(messageOf(row, this.service));
      byTopic.set(topic, messages);
    }
    for (const [topic, messages] of byTopic) await this.bus.publish(topic, messages);
    failpoint('after-publish');
  }

  private async lock(session: PoolClient): Promise<boolean> {
    const { rows } = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [RELAY_LOCK]);
    if (rows[0]?.locked !== true) return false;
    await session.query(`SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET idle_session_timeout = ${this.hangsAfterMs}`);
    return true;
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
