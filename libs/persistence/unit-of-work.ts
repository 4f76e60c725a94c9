import type { FactContract } from '@goufu/contracts';
import { isRefusal, type Clock, type Instant } from '@goufu/kernel';
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { failpoint } from './failpoint.js';
import { claimIdempotencyKey, storeIdempotentResult, type IdempotencyClaim } from './idempotency.js';
import { nameOf } from './statement-name.js';
import type { FactWriter, NewFact, RecordedFact, Tx } from './tx.js';

/** Who works, for whom, and how the work is recognised when it is sent twice. */
export interface WorkContext {
  readonly actorId: string;
  readonly jurisdiction: string;
  readonly idempotency?: IdempotencyClaim;
  readonly traceparent?: string | undefined;
  /**
   * The work comes thousands of times a second with few statements: each is prepared once per connection, and its plan neither
   * follows the length of a list nor a table's stale statistics (docs/adr/0010).
   */
  readonly hot?: boolean;
}

const BEGIN = 'BEGIN';
const BEGIN_HOT = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off';
/** A plan made while a table was nearly empty must not outlive that: it would read the table from end to end when it is full. The longer a connection lives, the slower its tables change. */
const FIRST_PLANS_LIVE_MS = 5_000;
const LAST_PLANS_LIVE_MS = 60_000;
const plans = new WeakMap<PoolClient, { readonly until: number; readonly life: number }>();

function beginHot(client: PoolClient): string {
  const now = performance.now();
  const known = plans.get(client);
  if (known && now < known.until) return BEGIN_HOT;
  const life = known ? Math.min(known.life * 2, LAST_PLANS_LIVE_MS) : FIRST_PLANS_LIVE_MS;
  plans.set(client, { until: now + life, life });
  return `${BEGIN_HOT}; DISCARD PLANS`;
}

/**
 * The one way to change data: a transaction that carries state, facts and outbox together. A returned refusal or a
 * thrown error rolls everything back.
 */
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly facts: FactWriter,
  ) {}

  /** Runs `work` in one transaction. The same idempotency key gives the first answer again and does nothing. */
  async run<Result>(context: WorkContext, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    let client: PoolClient | undefined;
    try {
      client = (await runner.connect()) as PoolClient;
      failpoint('before-begin');
      // Sent without waiting: the connection is a pipeline, and the first statement of the work goes out with it.
      const begun = client.query(context.hot ? beginHot(client) : BEGIN);
      begun.catch(() => undefined);
      const tx = new OpenTx(client, context, this.clock.now());
      const result = await this.attempt(tx, context, work);
      await begun;
      if (isRefusal(result)) {
        await client.query('ROLLBACK');
        return result;
      }
      await this.commit(client, tx, context, result);
      failpoint('after-any-commit');
      tx.committed();
      if (tx.recorded.length > 0) this.facts.wake();
      return result;
    } catch (error) {
      // Rolling back a dead connection fails too; the first error is the one that tells.
      await client?.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async attempt<Result>(tx: OpenTx, context: WorkContext, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const claim = context.idempotency;
    if (claim) {
      const earlier = await claimIdempotencyKey<Result>(tx, claim);
      if (earlier.kind === 'seen') {
        tx.answeredBefore = true;
        return earlier.result;
      }
    }
    return await work(tx);
  }

  /** The last statements go out together with the COMMIT: after one that fails, PostgreSQL makes it a rollback. */
  private async commit(client: PoolClient, tx: OpenTx, { idempotency: claim }: WorkContext, result: unknown): Promise<void> {
    const last: Promise<unknown>[] = [];
    tx.isEnding = true;
    if (tx.recorded.length > 0 || tx.brought.size > 0) last.push(this.facts.write(tx, tx.recorded, [...tx.brought]));
    if (claim && !tx.answeredBefore) last.push(storeIdempotentResult(tx, claim, result));
    tx.sendDeferred();
    failpoint('before-any-commit');
    const committing = client.query('COMMIT');
    const committed = await inOrder([...last, tx.deferredDone()], committing);
    if (committed.command !== 'COMMIT') throw new Error(`the transaction ended by ${committed.command}`);
  }
}

class OpenTx implements Tx {
  readonly recorded: RecordedFact[] = [];
  brought = new Set<string>();
  readonly actorId: string;
  readonly jurisdiction: string;
  readonly traceparent: string | undefined;
  /** The work was done under the same idempotency key, and was not done again. */
  answeredBefore = false;
  /** Nothing that is deferred goes out before the facts any more. */
  isEnding = false;
  private readonly deferred: [sql: string, parameters: readonly unknown[]][] = [];
  private readonly underway: Promise<unknown>[] = [];
  private readonly actions: (() => void)[] = [];
  private indexByCause = new Map<string, number>();

  constructor(
    private readonly client: PoolClient,
    private readonly context: WorkContext,
    readonly now: Instant,
  ) {
    this.actorId = context.actorId;
    this.jurisdiction = context.jurisdiction;
    this.traceparent = context.traceparent;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (!this.isEnding) this.sendDeferred();
    return (await inOrder(this.underway, this.send(sql, parameters))).rows as Row[];
  }

  defer(sql: string, parameters: readonly unknown[] = []): void {
    this.deferred.push([sql, parameters]);
  }

  sendDeferred(): void {
    for (const [sql, parameters] of this.deferred.splice(0)) {
      const sent = this.send(sql, parameters);
      sent.catch(() => undefined);
      this.underway.push(sent);
    }
  }

  /** Waits for what was sent of the deferred; fails with the first that failed. */
  async deferredDone(): Promise<void> {
    await Promise.all(this.underway.splice(0));
  }

  private send(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    const values = [...parameters];
    return this.client.query(this.context.hot ? { name: nameOf(sql), text: sql, values } : { text: sql, values });
  }

  record<Contract extends FactContract>(fact: NewFact<Contract>): void {
    const cause = fact.causedBy?.id ?? '';
    const index = this.indexByCause.get(cause) ?? 0;
    this.indexByCause.set(cause, index + 1);
    this.recorded.push({
      ...fact,
      data: fact.contract.schema.parse(fact.data),
      at: this.now,
      actorId: this.context.actorId,
      jurisdiction: fact.jurisdiction ?? fact.causedBy?.jurisdiction ?? this.context.jurisdiction,
      traceparent: fact.causedBy ? fact.causedBy.traceparent : this.context.traceparent,
      index,
    });
  }

  bring(key: string): void {
    this.brought.add(key);
  }

  async part<Result>(work: () => Promise<Result>): Promise<Result> {
    const [recorded, brought, actions, indexes] = [this.recorded.length, [...this.brought], this.actions.length, [...this.indexByCause]];
    this.sendDeferred();
    await Promise.all([this.deferredDone(), this.client.query('SAVEPOINT part')]);
    try {
      const result = await work();
      this.sendDeferred();
      await this.deferredDone();
      return result;
    } catch (error) {
      this.deferred.length = 0;
      // Whatever became of those that went out is taken back with the rest.
      await this.deferredDone().catch(() => undefined);
      await this.client.query('ROLLBACK TO SAVEPOINT part');
      this.recorded.length = recorded;
      this.actions.length = actions;
      this.brought = new Set(brought);
      this.indexByCause = new Map(indexes);
      throw error;
    }
  }

  afterCommit(action: () => void): void {
    this.actions.push(action);
  }

  committed(): void {
    for (const action of this.actions) {
      try {
        action();
      } catch (error) {
        // It is committed: whoever heard of a failure would do it, or park it, once more.
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}

/** The answer of the last of some statements, in the order in which they went out. After one that failed all others fail for no reason of their own: the first tells. */
async function inOrder<Answer>(before: readonly Promise<unknown>[], last: Promise<Answer>): Promise<Answer> {
  const earlier = [...before];
  const answered = await Promise.allSettled([...earlier, last]);
  const failed = answered.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return last;
}
