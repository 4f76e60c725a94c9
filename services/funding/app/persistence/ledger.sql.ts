import { writtenByLedger } from './rights.sql.js';

/**
 * The ledger's tables. Line accounts (few, hot) live apart from holding accounts (many, each touched
 * a few times), so that the hot rows stay on few pages. docs/adr/0008 tells why.
 */
export const LEDGER_TABLES = `
  CREATE TABLE line_account (
    id uuid PRIMARY KEY,
    book text NOT NULL CHECK (book IN ('budget', 'cash')),
    stage text NOT NULL,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    jurisdiction text NOT NULL,
    balance_fen bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0,
    UNIQUE (book, stage, line_id, fiscal_year),
    CHECK (balance_fen >= 0 OR stage = 'authority')
  ) WITH (fillfactor = 50);
  CREATE TABLE holding_account (
    id uuid PRIMARY KEY,
    stage text NOT NULL,
    holder_id uuid NOT NULL,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    jurisdiction text NOT NULL,
    balance_fen bigint NOT NULL DEFAULT 0 CHECK (balance_fen >= 0),
    version bigint NOT NULL DEFAULT 0,
    UNIQUE (holder_id, stage, line_id, fiscal_year)
  ) WITH (fillfactor = 80);
  CREATE TABLE ledger_transfer (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL,
    leg int NOT NULL,
    reason text NOT NULL,
    from_account uuid NOT NULL,
    to_account uuid NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    from_version bigint NOT NULL,
    to_version bigint NOT NULL,
    purchase_id uuid,
    jurisdiction text NOT NULL,
    posted_at timestamptz NOT NULL,
    CHECK (from_account <> to_account),
    UNIQUE (event_id, leg)
  );
  CREATE INDEX ledger_transfer_purchase ON ledger_transfer (purchase_id) WHERE purchase_id IS NOT NULL;
  CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

/** The app role may read them, nothing else. */
export const LEDGER_GRANTS = writtenByLedger('line_account, holding_account', 'ledger_transfer');
