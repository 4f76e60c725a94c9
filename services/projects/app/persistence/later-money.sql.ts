/** Paid money that funding asks back, as the project shows it (R123). */
export const CLAWBACK = `
  CREATE TABLE project_clawback (
    case_id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    tranche_id uuid NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    ground text NOT NULL,
    reply_until date NOT NULL,
    outcome text
  );
  CREATE INDEX project_clawback_project ON project_clawback (project_id);
`;

/** The paid tranche that a further one supplements: no supplementary contract drops it. */
export const SUPPLEMENT = `ALTER TABLE project_tranche ADD COLUMN supplements uuid;`;
