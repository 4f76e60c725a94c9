import type { DataSource, UnitOfWork, WorkContext } from '@goufu/persistence';
import { wakeRunners } from './wake.js';

/** A task that waits for a person. */
export interface FailedTask {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly error: string;
  readonly jurisdiction: string;
}

/** Counts for the metrics of one service. */
export interface TaskFigures {
  /** Tasks that failed for good. */
  readonly failed: number;
  /** Tasks that failed at least once and are tried again. */
  readonly retrying: number;
  /** Transport jobs that a worker is at. */
  readonly claimed: number;
}

interface FailedRow {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly due_at: Date;
  readonly attempt: number;
  readonly last_error: string;
  readonly jurisdiction: string;
}

/** What operators see of tasks, and what they can do about it. */
export class FailedTasks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(limit = 100): Promise<FailedTask[]> {
    const rows: FailedRow[] = await this.dataSource.query(
      `SELECT id, kind, key, due_at, attempt, last_error, jurisdiction FROM due_task
       WHERE state = 'failed' ORDER BY due_at, id LIMIT $1`,
      [limit],
    );
    return rows.map(({ due_at, attempt, last_error, ...row }) => ({ ...row, dueAt: due_at.toISOString(), attempts: attempt - 1, error: last_error }));
  }

  /** Gives a failed task a new set of tries; false when it is not a failed one. */
  async retry(context: WorkContext, id: string): Promise<boolean> {
    return this.unitOfWork.run(context, async (tx) => {
      const revived = await tx.query(
        `UPDATE due_task SET state = 'due', failures = 0, held_until = '-infinity' WHERE id = $1 AND state = 'failed' RETURNING id`,
        [id],
      );
      tx.afterCommit(wakeRunners);
      return revived.length > 0;
    });
  }

  async figures(): Promise<TaskFigures> {
    const [row]: TaskFigures[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed,
              count(*) FILTER (WHERE state = 'due' AND last_error IS NOT NULL)::int AS retrying,
              count(*) FILTER (WHERE state = 'claimed')::int AS claimed
       FROM due_task WHERE state IN ('due', 'claimed', 'failed')`,
    );
    return row ?? { failed: 0, retrying: 0, claimed: 0 };
  }
}
