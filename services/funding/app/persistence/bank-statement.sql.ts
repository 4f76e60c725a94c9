import { keptByApp } from './rights.sql.js';

/** The treasury's closed days, and which of its entries stands in which: each in one, once. */
export const BANK_STATEMENT_TABLES = `
  CREATE TABLE bank_statement (
    account text NOT NULL,
    statement_no int NOT NULL CHECK (statement_no > 0),
    jurisdiction text NOT NULL,
    day date NOT NULL,
    opening_fen bigint NOT NULL,
    closing_fen bigint NOT NULL,
    imported_at timestamptz NOT NULL,
    PRIMARY KEY (account, statement_no),
    UNIQUE (account, day)
  );
  CREATE TABLE bank_statement_entry (
    account text NOT NULL,
    statement_no int NOT NULL,
    entry_ref text NOT NULL,
    PRIMARY KEY (account, statement_no, entry_ref),
    UNIQUE (account, entry_ref),
    FOREIGN KEY (account, statement_no) REFERENCES bank_statement,
    FOREIGN KEY (account, entry_ref) REFERENCES statement_entry
  );
  ${keptByApp('bank_statement, bank_statement_entry')}`;

/**
 * Suspended entries that are assigned to a payment: two people, of whom neither is the other, and the entries of one attempt. What
 * is assigned moves money, so a proposal alone does nothing.
 */
export const SUSPENSE_ASSIGNMENT_TABLES = `
  CREATE TABLE suspense_assignment (
    id uuid PRIMARY KEY,
    attempt_id uuid NOT NULL REFERENCES payment_attempt,
    jurisdiction text NOT NULL,
    explanation text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    decided_by text,
    decided_at timestamptz,
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CHECK (state <> 'confirmed' OR decided_by <> proposed_by)
  );
  ALTER TABLE suspense ADD COLUMN assignment_id uuid REFERENCES suspense_assignment;
  ${keptByApp('suspense_assignment', { suspense_assignment: 'state, decided_by, decided_at', suspense: 'assignment_id' })}`;
