import { keptByApp } from './rights.sql.js';

/** Files that the treasury sent, each once by its content; and what in its books does not agree with ours. */
export const TREASURY_FILE_TABLES = `
  CREATE TABLE treasury_file (
    sha256 text PRIMARY KEY,
    file_name text NOT NULL,
    jurisdiction text NOT NULL,
    state text NOT NULL CHECK (state IN ('processed', 'refused')),
    field text,
    line int,
    reason text,
    received_at timestamptz NOT NULL,
    CHECK ((state = 'refused') = (field IS NOT NULL AND line IS NOT NULL AND reason IS NOT NULL))
  );
  CREATE INDEX treasury_file_refused ON treasury_file (received_at) WHERE state = 'refused';
  CREATE TABLE reconciliation_break (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('balance-differs', 'statement-missing', 'opening-differs', 'statement-differs', 'entry-differs', 'file-refused')),
    subject text NOT NULL,
    jurisdiction text NOT NULL,
    expected text NOT NULL,
    found text NOT NULL,
    owner text NOT NULL,
    opened_at timestamptz NOT NULL,
    cleared_at timestamptz,
    cleared_by text,
    explanation text,
    UNIQUE (account, kind, subject)
  );
  CREATE INDEX reconciliation_break_open ON reconciliation_break (opened_at) WHERE cleared_at IS NULL;
  ${keptByApp('treasury_file, reconciliation_break', { reconciliation_break: 'cleared_at, cleared_by, explanation' })}`;
