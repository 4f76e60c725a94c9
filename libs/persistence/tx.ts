import type { DataOf, FactContract } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';

/** What made a fact: the fact that caused it. Gives the new one its causation, trace and deterministic id. */
export interface Cause {
  readonly id: Id;
  readonly correlationId: Id;
  readonly jurisdiction: string;
  readonly traceparent?: string | undefined;
}

/** A fact that the running transaction publishes when it commits. */
export interface NewFact<Contract extends FactContract = FactContract> {
  readonly contract: Contract;
  /** Kafka key: purchase id, or budget-line id for budget-line facts. */
  readonly subject: Id;
  readonly data: DataOf<Contract>;
  /** The purchase, when it is not the subject. */
  readonly correlationId?: Id;
  /** Defaults to the cause's, else to the caller's. */
  readonly jurisdiction?: string;
  readonly causedBy?: Cause;
}

/** A fact as it goes to the `fact` table: its time, actor and jurisdiction are settled, id and sequence are not. */
export interface RecordedFact extends NewFact {
  readonly at: Instant;
  readonly actorId: string;
  readonly jurisdiction: string;
  /** Position among the facts of the same cause in this transaction; makes the UUIDv5. */
  readonly index: number;
  readonly traceparent?: string | undefined;
}

/** One open database transaction with the facts that it will publish. */
export interface Tx {
  /** SQL in this transaction; rows as objects. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * SQL whose answer decides nothing. It goes out before the next statement, or with the COMMIT as its last: what others want too is
   * locked for as short as can be. What is wrong with it fails the transaction.
   */
  defer(sql: string, parameters?: readonly unknown[]): void;
  /** Publishes a fact with this transaction: checked against its contract now, stored and sent after commit. */
  record<Contract extends FactContract>(fact: NewFact<Contract>): void;
  /** What others wait for under this key is here with this transaction: they are woken with its end. */
  bring(key: string): void;
  /** A part that is taken back alone when it throws: its rows, its facts, what it brought. */
  part<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs once the transaction is durable; a failure here must not matter. */
  afterCommit(action: () => void): void;
  /** Who acts, for rows that keep it. */
  readonly actorId: string;
  /** The caller's; a set of records from several jurisdictions says `CN`, each record then has its own. */
  readonly jurisdiction: string;
  readonly traceparent?: string | undefined;
  readonly now: Instant;
}

/** Stores facts and queues them for Kafka; libs/messaging provides it. */
export interface FactWriter {
  write(tx: Tx, facts: readonly RecordedFact[], brought: readonly string[]): Promise<void>;
  /** Called after commit: unsent facts exist. */
  wake(): void;
}
