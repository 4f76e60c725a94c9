import { sqlMigration, type Migration } from '@goufu/persistence';

/**
 * One row per thing that must happen at or after a moment. `attempt` fences: what a worker did under an older attempt
 * no longer counts. `held_until` is machine time: until then nobody else touches the row, because it backs off, was
 * just handed to Redis, or is leased to a worker.
 */
export const tasksMigrations: readonly Migration[] = [
  sqlMigration(
    20260101301,
    'DueTask',
    `CREATE TABLE due_task (
       id uuid PRIMARY KEY DEFAULT uuidv7(),
       kind text NOT NULL,
       key text NOT NULL,
       payload jsonb NOT NULL,
       clock text NOT NULL CHECK (clock IN ('business', 'machine')),
       due_at timestamptz NOT NULL,
       state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'claimed', 'done', 'cancelled', 'failed')),
       attempt integer NOT NULL DEFAULT 1,
       failures integer NOT NULL DEFAULT 0,
       held_until timestamptz NOT NULL DEFAULT '-infinity',
       last_error text,
       jurisdiction text NOT NULL,
       traceparent text
     );
     CREATE UNIQUE INDEX due_task_live ON due_task (kind, key) WHERE state IN ('due', 'claimed', 'failed');
     CREATE INDEX due_task_open ON due_task (due_at, id) WHERE state IN ('due', 'claimed')`,
  ),
];
