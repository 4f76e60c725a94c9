/** The agency's objection to a result, as the project shows it; its grounds stay with evaluation (R110). Filed or decided: either may come first. */
export const APPEAL = `
  CREATE TABLE project_appeal (
    appeal_id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    evaluation_code text NOT NULL,
    attempt int NOT NULL CHECK (attempt > 0),
    result_id uuid NOT NULL,
    filed_at timestamptz,
    outcome text CHECK (outcome IN ('upheld', 'dismissed')),
    decided_at timestamptz,
    CHECK (filed_at IS NOT NULL OR decided_at IS NOT NULL),
    CHECK ((outcome IS NULL) = (decided_at IS NULL))
  );
  CREATE INDEX project_appeal_attempt ON project_appeal (project_id, evaluation_code, attempt);
`;
