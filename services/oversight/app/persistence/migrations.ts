import { sqlMigration, type Migration } from '@goufu/persistence';

/** What the ranking is computed from, and the sums. Dates are days in China; weights and scores are in basis points. */
const RANKING = `
  CREATE TABLE ranked_contract (
    contract_id uuid PRIMARY KEY,
    jurisdiction text NOT NULL,
    revision int NOT NULL,
    fact_id uuid NOT NULL,
    category text NOT NULL,
    agency_org_id uuid NOT NULL,
    agency_name_zh text NOT NULL,
    term_from date NOT NULL,
    term_to date NOT NULL,
    weights_bp jsonb NOT NULL
  );
  CREATE INDEX ranked_contract_agency ON ranked_contract (agency_org_id, category);
  CREATE TABLE ranked_result (
    round_id uuid PRIMARY KEY,
    jurisdiction text NOT NULL,
    contract_id uuid NOT NULL,
    revision int NOT NULL,
    fact_id uuid NOT NULL,
    result_id uuid NOT NULL,
    evaluation_code text NOT NULL,
    evaluation_kind text NOT NULL,
    attempt int NOT NULL,
    score_bp int NOT NULL CHECK (score_bp BETWEEN 0 AND 10000),
    final_on date NOT NULL
  );
  CREATE INDEX ranked_result_contract ON ranked_result (contract_id);
  CREATE TABLE ranked_fault (
    fault text NOT NULL CHECK (fault IN ('forfeit', 'clawback', 'termination')),
    id uuid NOT NULL,
    jurisdiction text NOT NULL,
    contract_id uuid NOT NULL,
    revision int NOT NULL,
    fact_id uuid NOT NULL,
    stands boolean NOT NULL,
    decided_on date NOT NULL,
    PRIMARY KEY (fault, id)
  );
  CREATE INDEX ranked_fault_contract ON ranked_fault (contract_id);
  CREATE TABLE ranking_standing (
    jurisdiction text NOT NULL,
    period text NOT NULL,
    category text NOT NULL,
    agency_org_id uuid NOT NULL,
    contracts int NOT NULL CHECK (contracts > 0),
    weighted_sum bigint NOT NULL CHECK (weighted_sum >= 0),
    weight_sum bigint NOT NULL CHECK (weight_sum >= 0),
    results int NOT NULL CHECK (results >= 0),
    faults int NOT NULL CHECK (faults >= 0),
    PRIMARY KEY (jurisdiction, period, category, agency_org_id)
  );`;

/** The same tables a second time: a rebuild fills them beside the live ones and then puts them in their place. */
const REBUILD = `
  CREATE SCHEMA ranking_rebuild;
  DO $$ DECLARE app text := replace(current_user, '_owner', '_app'); ranked text;
  BEGIN
    FOREACH ranked IN ARRAY ARRAY['ranked_contract', 'ranked_result', 'ranked_fault', 'ranking_standing'] LOOP
      EXECUTE format('CREATE TABLE ranking_rebuild.%I (LIKE public.%I INCLUDING ALL)', ranked, ranked);
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA ranking_rebuild TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ranking_rebuild TO %I', app);
  END $$;`;

const PUBLICATION = `
  CREATE TABLE ranking_publication (
    jurisdiction text NOT NULL,
    period text NOT NULL,
    category text NOT NULL,
    ranking_id uuid NOT NULL UNIQUE,
    facts_digest text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction, period, category)
  );`;

const TIMELINE = `
  CREATE TABLE purchase (
    purchase_id uuid PRIMARY KEY,
    jurisdiction text NOT NULL,
    stage text NOT NULL,
    stage_rank int NOT NULL,
    stage_since timestamptz NOT NULL
  );
  CREATE INDEX purchase_since ON purchase (stage_since DESC, purchase_id DESC);
  CREATE TABLE purchase_term (
    purchase_id uuid NOT NULL,
    sequence bigint NOT NULL,
    jurisdiction text NOT NULL,
    title text,
    purchaser_org_id uuid,
    purchaser_name_zh text,
    agency_org_id uuid,
    agency_name_zh text,
    price_fen bigint,
    PRIMARY KEY (purchase_id, sequence)
  );
  CREATE TABLE purchase_party (
    purchase_id uuid NOT NULL,
    org_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    PRIMARY KEY (org_id, purchase_id)
  );
  CREATE TABLE timeline_line (
    fact_id uuid PRIMARY KEY,
    purchase_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    type text NOT NULL,
    sequence bigint NOT NULL,
    happened_at timestamptz NOT NULL,
    actor_id text NOT NULL,
    classification text NOT NULL,
    org_id uuid,
    amount_fen bigint,
    about jsonb NOT NULL,
    causation_id uuid,
    trace_id text,
    content_sha256 text NOT NULL
  );
  CREATE INDEX timeline_line_purchase ON timeline_line (purchase_id, happened_at);`;

/** The chain only grows: by grant, and by trigger for whoever has more. */
const AUDIT = `
  CREATE TABLE audit_unsealed (
    fact_id uuid PRIMARY KEY,
    jurisdiction text NOT NULL
  );
  CREATE INDEX audit_unsealed_jurisdiction ON audit_unsealed (jurisdiction, fact_id);
  CREATE TABLE audit_entry (
    jurisdiction text NOT NULL,
    position bigint NOT NULL,
    fact_id uuid NOT NULL UNIQUE,
    content_sha256 text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (jurisdiction, position)
  );
  CREATE TABLE audit_seal (
    jurisdiction text NOT NULL,
    no int NOT NULL,
    last_position bigint NOT NULL,
    hash text NOT NULL,
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction, no)
  );
  CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM %I', replace(current_user, '_owner', '_app'));
  END $$;`;

export const oversightMigrations: readonly Migration[] = [
  sqlMigration(20260501001, 'Ranking', RANKING + REBUILD + PUBLICATION),
  sqlMigration(20260501002, 'Timeline', TIMELINE + AUDIT),
];
