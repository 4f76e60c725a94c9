import { sqlMigration, type Migration } from '@goufu/persistence';
import { DEFAULT_TEMPLATE } from '../../domain/template/default-template.js';
import { GUARDS, GUARDS_OF_OPEN_ROUNDS } from './guards.sql.js';

/** Id of the template that Goufu ships; contracts name it when their region has no template of its own (R106). */
const DEFAULT_TEMPLATE_ID = '0198f0a0-0000-7000-8000-000000000301';

const TABLES = `
  CREATE TABLE template_version (
    template_id uuid NOT NULL,
    version int NOT NULL CHECK (version > 0),
    jurisdiction text NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'published')),
    content jsonb NOT NULL,
    drafted_by text NOT NULL,
    published_by text,
    published_at timestamptz,
    PRIMARY KEY (template_id, version),
    CHECK ((status = 'published') = (published_at IS NOT NULL))
  );
  CREATE TABLE evaluation_plan (
    contract_id uuid PRIMARY KEY,
    purchase_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    revision int NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'suspended', 'terminated')),
    agency_org_id uuid NOT NULL,
    agency_name_zh text NOT NULL,
    project_id uuid,
    service_plan_version int
  );
  CREATE TABLE evaluation_round (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES evaluation_plan,
    purchase_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    agency_org_id uuid NOT NULL,
    agency_name_zh text NOT NULL,
    evaluation_code text NOT NULL,
    kind text NOT NULL,
    weight_bp int NOT NULL CHECK (weight_bp BETWEEN 0 AND 10000),
    attempt int NOT NULL CHECK (attempt > 0),
    template_id uuid NOT NULL,
    template_version int NOT NULL,
    template jsonb NOT NULL,
    planned_due timestamptz NOT NULL,
    ready_kind text NOT NULL CHECK (ready_kind IN ('milestone', 'acceptance', 'date')),
    milestone_code text,
    status text NOT NULL CHECK (status IN ('planned', 'ready', 'open', 'concluded', 'cancelled')),
    revision int NOT NULL CHECK (revision > 0),
    ready_cause text,
    ready_at timestamptz,
    opened_by text,
    opened_at timestamptz,
    due timestamptz,
    reopened_because text CHECK (reopened_because IN ('appeal-upheld', 'correction')),
    reopening jsonb,
    CHECK ((ready_kind = 'milestone') = (milestone_code IS NOT NULL))
  );
  CREATE UNIQUE INDEX evaluation_round_attempt ON evaluation_round (contract_id, evaluation_code, attempt) WHERE status <> 'cancelled';
  CREATE INDEX evaluation_round_status ON evaluation_round (status, jurisdiction);
  CREATE INDEX evaluation_round_agency ON evaluation_round (agency_org_id);
  CREATE TABLE reached_event (
    contract_id uuid NOT NULL REFERENCES evaluation_plan,
    kind text NOT NULL CHECK (kind IN ('milestone', 'acceptance')),
    milestone_code text NOT NULL DEFAULT '',
    jurisdiction text NOT NULL,
    reached_at timestamptz NOT NULL,
    PRIMARY KEY (contract_id, kind, milestone_code)
  );
  CREATE TABLE panel_member (
    round_id uuid NOT NULL REFERENCES evaluation_round,
    evaluator_id text NOT NULL,
    seat_no int NOT NULL,
    jurisdiction text NOT NULL,
    org_id text NOT NULL,
    party text NOT NULL,
    interest text NOT NULL CHECK (interest IN ('undeclared', 'none', 'recused', 'replaced')),
    ground text,
    signed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (round_id, evaluator_id)
  );
  CREATE INDEX panel_member_evaluator ON panel_member (evaluator_id);
  CREATE TABLE score_sheet (
    round_id uuid NOT NULL,
    revision int NOT NULL,
    evaluator_id text NOT NULL,
    jurisdiction text NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'signed')),
    content jsonb NOT NULL,
    signed_at timestamptz,
    sha256 text,
    PRIMARY KEY (round_id, revision, evaluator_id),
    FOREIGN KEY (round_id, evaluator_id) REFERENCES panel_member,
    CHECK ((status = 'signed') = (signed_at IS NOT NULL AND sha256 IS NOT NULL))
  );
  CREATE TABLE evaluation_result (
    id uuid PRIMARY KEY,
    round_id uuid NOT NULL REFERENCES evaluation_round,
    revision int NOT NULL,
    jurisdiction text NOT NULL,
    status text NOT NULL CHECK (status IN ('computed', 'notified', 'appealed', 'published', 'set-aside', 'superseded')),
    score_bp int NOT NULL CHECK (score_bp BETWEEN 0 AND 10000),
    score_numerator numeric NOT NULL,
    score_denominator numeric NOT NULL CHECK (score_denominator > 0),
    grade text NOT NULL CHECK (grade IN ('excellent', 'good', 'pass', 'fail')),
    vetoes text[] NOT NULL,
    by_party jsonb NOT NULL,
    by_indicator jsonb NOT NULL,
    computed_at timestamptz NOT NULL,
    notified_by text,
    notified_at timestamptz,
    appeal_until timestamptz,
    published_at timestamptz,
    published_because text,
    rectification_due timestamptz,
    UNIQUE (round_id, revision),
    CHECK (vetoes = '{}' OR grade = 'fail'),
    CHECK (status NOT IN ('published', 'superseded') OR published_at IS NOT NULL)
  );
  CREATE UNIQUE INDEX evaluation_result_final ON evaluation_result (round_id) WHERE status = 'published';
  CREATE TABLE appeal (
    id uuid PRIMARY KEY,
    result_id uuid NOT NULL UNIQUE REFERENCES evaluation_result,
    round_id uuid NOT NULL REFERENCES evaluation_round,
    jurisdiction text NOT NULL,
    status text NOT NULL CHECK (status IN ('filed', 'upheld', 'dismissed')),
    grounds text NOT NULL,
    indicators text[] NOT NULL,
    filed_by text NOT NULL,
    filed_at timestamptz NOT NULL,
    decided_by text CHECK (decided_by <> filed_by),
    decided_at timestamptz,
    reasons text,
    CHECK ((status = 'filed') = (decided_by IS NULL))
  );
  CREATE TABLE rectification (
    id uuid PRIMARY KEY,
    result_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('opened', 'submitted', 'accepted', 'failed')),
    changed_at timestamptz NOT NULL
  );
`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Later changes of the shipped template come as a new version in a migration of their own. */
const SHIPPED_TEMPLATE = `
  INSERT INTO template_version (template_id, version, jurisdiction, status, content, drafted_by, published_by, published_at)
  VALUES ('${DEFAULT_TEMPLATE_ID}', 1, 'CN', 'published', ${quoted(JSON.stringify(DEFAULT_TEMPLATE))}, 'goufu', 'goufu', '2026-01-01T00:00:00Z');
`;

export const evaluationMigrations: readonly Migration[] = [
  sqlMigration(20260301001, 'Evaluation', TABLES + GUARDS),
  sqlMigration(20260301002, 'ShippedTemplate', SHIPPED_TEMPLATE),
  sqlMigration(20260393001, 'GuardsOfOpenRounds', GUARDS_OF_OPEN_ROUNDS),
];
