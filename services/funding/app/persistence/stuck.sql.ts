import { keptByApp } from './rights.sql.js';

/** Who took a waiting amount in hand. Nothing is overwritten: the latest row counts, the others tell how it went. */
export const STUCK_ASSIGNMENT = `
  CREATE TABLE stuck_assignment (
    id uuid PRIMARY KEY,
    subject_id uuid NOT NULL,
    stage text NOT NULL,
    jurisdiction text NOT NULL,
    assignee text NOT NULL,
    note text NOT NULL,
    assigned_at timestamptz NOT NULL
  );
  CREATE INDEX stuck_assignment_subject ON stuck_assignment (subject_id, stage, assigned_at);
  ${keptByApp('stuck_assignment')}`;
