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
  DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON stuck_assignment FROM %I', replace(current_user, '_owner', '_app'));
  END $$;`;
