/** Budget lines, what is reserved on them, and the contracts that are committed to them. */
export const BUDGET_TABLES = `
  CREATE TABLE budget_line (
    id uuid PRIMARY KEY,
    jurisdiction text NOT NULL,
    fiscal_year int NOT NULL,
    title text NOT NULL,
    source text NOT NULL,
    allowed_use text NOT NULL,
    appropriated_fen bigint NOT NULL CHECK (appropriated_fen >= 0),
    revision int NOT NULL DEFAULT 1,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL
  );
  CREATE TABLE reservation (
    id uuid PRIMARY KEY,
    purchase_id uuid NOT NULL UNIQUE,
    jurisdiction text NOT NULL,
    title text NOT NULL,
    state text NOT NULL CHECK (state IN ('reserved', 'refused', 'committed', 'released')),
    parts jsonb NOT NULL,
    short_fen bigint NOT NULL DEFAULT 0,
    decided_at timestamptz NOT NULL
  );
  CREATE TABLE contract (
    id uuid PRIMARY KEY,
    purchase_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    revision int NOT NULL,
    contract_no text NOT NULL,
    title text NOT NULL,
    agency_org_id uuid NOT NULL,
    agency_name text NOT NULL,
    purchaser_org_id uuid NOT NULL,
    purchaser_name text NOT NULL,
    price_fen bigint NOT NULL CHECK (price_fen > 0),
    payee_account_id uuid NOT NULL,
    sme_flag boolean NOT NULL,
    profile_version text NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'suspended', 'terminated', 'closed')),
    signed_at timestamptz NOT NULL
  );
  CREATE INDEX contract_purchase ON contract (purchase_id);
  CREATE TABLE commitment (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contract,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    UNIQUE (contract_id, line_id, fiscal_year)
  );`;

/** Tranches with what is known about their conditions. */
export const TRANCHE_TABLES = `
  CREATE TABLE tranche (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    agency_org_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    tranche_no int NOT NULL,
    share_bp int NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    conditions jsonb NOT NULL,
    pay_factors jsonb NOT NULL,
    attempts_allowed int NOT NULL,
    stage text NOT NULL CHECK (stage IN ('committed', 'payable', 'in-transit', 'disbursed', 'forfeited', 'cancelled')),
    stage_since timestamptz NOT NULL,
    evidence jsonb NOT NULL DEFAULT '[]',
    revision int NOT NULL DEFAULT 0,
    released_fen bigint NOT NULL DEFAULT 0 CHECK (released_fen BETWEEN 0 AND amount_fen),
    corrected_fen bigint NOT NULL DEFAULT 0,
    factor_bp int NOT NULL DEFAULT 0,
    withheld_for jsonb NOT NULL DEFAULT '[]',
    UNIQUE (contract_id, tranche_no)
  ) WITH (fillfactor = 70);
  CREATE TABLE tranche_allocation (
    tranche_id uuid NOT NULL REFERENCES tranche,
    position int NOT NULL,
    jurisdiction text NOT NULL,
    commitment_id uuid NOT NULL,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (tranche_id, position)
  );
  CREATE TABLE correction_case (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranche,
    revision int NOT NULL,
    jurisdiction text NOT NULL,
    difference_fen bigint NOT NULL CHECK (difference_fen <> 0),
    reply_until date NOT NULL,
    raised_at timestamptz NOT NULL,
    UNIQUE (tranche_id, revision)
  );
  CREATE TABLE stuck_money (
    subject_id uuid NOT NULL,
    stage text NOT NULL,
    jurisdiction text NOT NULL,
    raised_at timestamptz NOT NULL,
    cleared_at timestamptz,
    PRIMARY KEY (subject_id, stage, raised_at)
  );
  CREATE UNIQUE INDEX stuck_money_open ON stuck_money (subject_id) WHERE cleared_at IS NULL;`;
