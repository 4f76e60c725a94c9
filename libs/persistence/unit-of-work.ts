import type { FactContract } from '@goufu/contracts';
import { isRefusal, type Clock, type Instant } from '@goufu/kernel';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { failpoint } from './failpoint.js';
import { claimIdempotencyKey, storeIdempotentResult, type IdempotencyClaim } from './idempotency.js';
import type { FactWriter, NewFact, RecordedFact, Tx } from './tx.js';

/** Who works, for whom, and how the work is recognised when it is sent twice. */
export interface WorkContext {
  readonly actorId: string;
  readonly jurisdiction: string;
  readonly idempotency?: IdempotencyClaim;
  readonly traceparent?: string | undefined;
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
    try {
      await runner.connect();
      failpoint('before-begin');
      await runner.startTransaction();
      const tx = new OpenTx(runner, context, this.clock.now());
      const result = await this.attempt(tx, context, work);
      if (isRefusal(result)) {
        await runner.rollbackTransaction();
        return result;
      }
      failpoint('before-any-commit');
      await runner.commitTransaction();
      failpoint('after-any-commit');
      tx.committed();
      if (tx.recorded.length > 0) this.facts.wake();
      return result;
    } catch (error) {
      // Rolling back a dead connection fails too; the first error is the one that tells.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async attempt<Result>(tx: OpenTx, context: WorkContext, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const claim = context.idempotency;
    if (claim) {
      const earlier = await claimIdempotencyKey<Result>(tx, claim);
      if (earlier.kind === 'seen') return earlier.result;
    }
    const result = await work(tx);
    if (isRefusal(result)) return result;
    if (tx.recorded.length > 0) await this.facts.write(tx, tx.recorded);
    if (claim) await storeIdempotentResult(tx, claim, result);
    return result;
  }
}

class OpenTx implements Tx {
  readonly recorded: RecordedFact[] = [];
  readonly actorId: string;
  readonly jurisdiction: string;
  readonly traceparent: string | undefined;
  private readonly actions: (() => void)[] = [];
  private readonly indexByCause = new Map<string, number>();

  constructor(
    private readonly runner: QueryRunner,
    private readonly context: WorkContext,
    readonly now: Instant,
  ) {
    this.actorId = context.actorId;
    this.jurisdiction = context.jurisdiction;
    this.traceparent = context.traceparent;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.runner.query(sql, [...parameters], true);
    return rowsOf<Row>(result);
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

/** `QueryRunner.query(…, true)` answers a QueryResult whose `records` are the rows, also for INSERT … RETURNING. */
function rowsOf<Row>(result: unknown): Row[] {
  const records = (result as { records?: Row[] }).records;
  return records ?? [];
}
