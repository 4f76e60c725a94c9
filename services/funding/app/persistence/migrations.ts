import { sqlMigration, type Migration } from '@goufu/persistence';
import { LEDGER_GRANTS, LEDGER_TABLES, LEDGER_WRITER } from './ledger.sql.js';

export const fundingMigrations: readonly Migration[] = [
  sqlMigration(20260201001, 'Ledger', `${LEDGER_TABLES}${LEDGER_WRITER}${LEDGER_GRANTS}`),
  sqlMigration(
    20260201002,
    'BudgetAndTranche',
    `CREATE TABLE budget_line (
       id uuid PRIMARY KEY,
       jurisdiction text NOT NULL,
       fiscal_year int NOT NULL,
       title text NOT NULL,
       source text NOT NULL,
       allowed_use text NOT NULL,
       appropriated_fen bigint NOT NULL CHECK (appropriated_fen >= 0),
       opened_by text NOT NULL,
       opened_at timestamptz NOT NULL
     );
     CREATE TABLE reservation (
       id uuid PRIMARY KEY,
       purchase_id uuid NOT NULL UNIQUE,
       jurisdiction text NOT NULL,
       state text NOT NULL CHECK (state IN ('reserved', 'refused', 'committed', 'released')),
       parts jsonb NOT NULL,
       decided_at timestamptz NOT NULL
     );
     CREATE TABLE contract (
       id uuid PRIMARY KEY,
       purchase_id uuid NOT NULL,
       jurisdiction text NOT NULL,
       revision int NOT NULL,
       agency_org_id uuid NOT NULL,
       agency_name text NOT NULL,
       purchaser_org_id uuid NOT NULL,
       title text NOT NULL,
       price_fen bigint NOT NULL CHECK (price_fen > 0),
       payee_account_id uuid NOT NULL,
       sme_flag boolean NOT NULL,
       profile_version text NOT NULL,
       state text NOT NULL CHECK (state IN ('active', 'suspended', 'terminated', 'closed')),
       signed_at timestamptz NOT NULL
     );
     CREATE TABLE commitment (
       id uuid PRIMARY KEY,
       contract_id uuid NOT NULL REFERENCES contract,
       line_id uuid NOT NULL,
       fiscal_year int NOT NULL,
       jurisdiction text NOT NULL,
       amount_fen bigint NOT NULL CHECK (amount_fen > 0),
       UNIQUE (contract_id, line_id, fiscal_year)
     );
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
       stage text NOT NULL CHECK (stage IN ('committed', 'payable', 'in-transit', 'disbursed', 'forfeited')),
       evidence jsonb NOT NULL DEFAULT '[]',
       revision int NOT NULL DEFAULT 0,
       released_fen bigint NOT NULL DEFAULT 0 CHECK (released_fen BETWEEN 0 AND amount_fen),
       factor_bp int NOT NULL DEFAULT 0,
       withheld_for jsonb NOT NULL DEFAULT '[]',
       changed_at timestamptz NOT NULL,
       UNIQUE (contract_id, tranche_no)
     ) WITH (fillfactor = 70);
     CREATE TABLE tranche_allocation (
       tranche_id uuid NOT NULL REFERENCES tranche,
       position int NOT NULL,
       commitment_id uuid NOT NULL,
       line_id uuid NOT NULL,
       fiscal_year int NOT NULL,
       amount_fen bigint NOT NULL CHECK (amount_fen > 0),
       PRIMARY KEY (tranche_id, position)
     )`,
  ),
];
