import type { Instant } from '@goufu/kernel';
import type { DataSource, Tx } from '@goufu/persistence';
import type { DueTask } from './due-task.js';
import { FAILURE_LIMIT, type SetBack } from './retry.js';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: object;
  readonly due_at: Date;
  readonly attempt: number;
  readonly jurisdiction: string;
  readonly traceparent: string | null;
}

const COLUMNS = 'id, kind, key, payload, due_at, attempt, jurisdiction, traceparent';
/** Due by its own clock; `$2` is business time. */
const DUE = `due_at <= CASE clock WHEN 'business' THEN $2::timestamptz ELSE clock_timestamp() END`;
const milliseconds = (parameter: string) => `${parameter} * interval '1 millisecond'`;

/** Every statement on `due_task` that the runner and the workers need. Leases and pauses use the database's own machine time. */
export class TaskStore {
  constructor(private readonly dataSource: DataSource) {}

  /** What a handler could do now, earliest first. */
  async ready(kinds: readonly string[], now: Instant, limit: number): Promise<DueTask[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM due_task
       WHERE kind = ANY($1) AND ${DUE} AND state = 'due' AND held_until <= clock_timestamp()
       ORDER BY due_at, id LIMIT $3`,
      [kinds, now, limit],
    );
    return rows.map(taskOf);
  }

  /** Marks a ready task done in the handler's own transaction, before the handler, which may schedule the same key again. */
  async takeDone(tx: Tx, task: DueTask): Promise<boolean> {
    const taken = await tx.query(
      `UPDATE due_task SET state = 'done' WHERE id =
         (SELECT id FROM due_task WHERE id = $1 AND attempt = $2 AND state = 'due' FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [task.id, task.attempt],
    );
    return taken.length > 0;
  }

  /** Due tasks for Redis: new ones, ones that Redis seems to have lost, ones whose worker's lease ran out. Held for `holdMs`. */
  async takeForDispatch(kinds: readonly string[], now: Instant, limit: number, holdMs: number): Promise<DueTask[]> {
    return this.update(
      `UPDATE due_task SET state = 'due', attempt = attempt + (state = 'claimed')::int,
         held_until = clock_timestamp() + ${milliseconds('$4')}
       WHERE id IN
         (SELECT id FROM due_task
          WHERE kind = ANY($1) AND ${DUE} AND state IN ('due', 'claimed') AND held_until <= clock_timestamp()
          ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [kinds, now, limit, holdMs],
    );
  }

  /** Gives the attempt to one worker; nothing when another one has it or it is over. */
  async claim(id: string, attempt: number, leaseMs: number): Promise<DueTask | undefined> {
    const [task] = await this.update(
      `UPDATE due_task SET state = 'claimed', held_until = clock_timestamp() + ${milliseconds('$3')}
       WHERE id = $1 AND attempt = $2 AND state = 'due' RETURNING ${COLUMNS}`,
      [id, attempt, leaseMs],
    );
    return task;
  }

  /** Prolongs a lease; false when it was lost. */
  async renew(task: DueTask, leaseMs: number): Promise<boolean> {
    const renewed = await this.update(
      `UPDATE due_task SET held_until = clock_timestamp() + ${milliseconds('$3')}
       WHERE id = $1 AND attempt = $2 AND state = 'claimed' RETURNING ${COLUMNS}`,
      [task.id, task.attempt, leaseMs],
    );
    return renewed.length > 0;
  }

  /** Marks a claimed task done in the transaction of its result; false when the claim was lost meanwhile. */
  async complete(tx: Tx, task: DueTask): Promise<boolean> {
    const completed = await tx.query(
      `UPDATE due_task SET state = 'done' WHERE id = $1 AND attempt = $2 AND state = 'claimed' RETURNING id`,
      [task.id, task.attempt],
    );
    return completed.length > 0;
  }

  /** Puts a failed attempt back for later, or sets it aside for a person. Answers its new state. */
  async setBack(task: DueTask, { counts, pauseMs, reason }: SetBack): Promise<'due' | 'failed' | undefined> {
    const [rows]: [{ state: 'due' | 'failed' }[]] = await this.dataSource.query(
      `UPDATE due_task SET attempt = attempt + 1, failures = failures + $3, last_error = $5,
         state = CASE WHEN failures + $3 >= ${FAILURE_LIMIT} THEN 'failed' ELSE 'due' END,
         held_until = clock_timestamp() + ${milliseconds('$4')}
       WHERE id = $1 AND attempt = $2 AND state IN ('due', 'claimed') RETURNING state`,
      [task.id, task.attempt, counts ? 1 : 0, pauseMs, reason.slice(0, 2_000)],
    );
    return rows[0]?.state;
  }

  /**
   * How many tasks a step of the clock to `until` must wait for: business tasks until they are done or failed, machine
   * tasks only for their first try (a bank that is down does not hold the clock).
   */
  async openUntil(kinds: readonly string[], until: Instant): Promise<number> {
    const [row]: { open: number }[] = await this.dataSource.query(
      `SELECT count(*)::int AS open FROM due_task
       WHERE kind = ANY($1) AND ${DUE} AND state IN ('due', 'claimed') AND (clock = 'business' OR last_error IS NULL)`,
      [kinds, until],
    );
    return row?.open ?? 0;
  }

  private async update(sql: string, parameters: unknown[]): Promise<DueTask[]> {
    const [rows]: [Row[]] = await this.dataSource.query(sql, parameters);
    return rows.map(taskOf);
  }
}

const taskOf = (row: Row): DueTask => ({
  id: row.id,
  kind: row.kind,
  key: row.key,
  payload: row.payload,
  dueAt: row.due_at.toISOString(),
  attempt: row.attempt,
  jurisdiction: row.jurisdiction,
  ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
});
