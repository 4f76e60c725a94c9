import { sqlMigration, type Migration } from '@goufu/persistence';
import { APPEAL } from './appeal.sql.js';
import { CLAWBACK, SUPPLEMENT } from './later-money.sql.js';
import { GUARDS } from './guards.sql.js';

const PROJECT = `
  CREATE TABLE project (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL UNIQUE,
    purchase_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    contract_no text NOT NULL,
    title text NOT NULL,
    category text NOT NULL,
    agency_org_id uuid NOT NULL,
    agency_name_zh text NOT NULL,
    purchaser_org_id uuid NOT NULL CHECK (purchaser_org_id <> agency_org_id),
    purchaser_name_zh text NOT NULL,
    price_fen bigint NOT NULL CHECK (price_fen >= 0),
    term_from date NOT NULL,
    term_to date NOT NULL,
    revision int NOT NULL CHECK (revision > 0),
    status text NOT NULL CHECK (status IN ('contracted', 'planned', 'running', 'accepted', 'closed')),
    suspended boolean NOT NULL DEFAULT false,
    terminated boolean NOT NULL DEFAULT false,
    halt_reason text,
    started_on date,
    accepted_at timestamptz,
    closed_on date,
    closed_by text,
    commitment text NOT NULL DEFAULT 'pending' CHECK (commitment IN ('pending', 'recorded', 'refused')),
    commitment_reason text,
    commitment_revision int NOT NULL DEFAULT 0,
    CHECK ((status = 'closed') = (closed_on IS NOT NULL AND closed_by IS NOT NULL))
  );
  CREATE INDEX project_agency ON project (agency_org_id, id);
  CREATE INDEX project_purchase ON project (purchase_id);
  CREATE TABLE service_plan (
    project_id uuid NOT NULL REFERENCES project,
    version int NOT NULL CHECK (version > 0),
    jurisdiction text NOT NULL,
    status text NOT NULL CHECK (status IN ('submitted', 'approved', 'returned')),
    content jsonb NOT NULL,
    written_by text NOT NULL,
    written_at timestamptz NOT NULL,
    decided_by text CHECK (decided_by <> written_by),
    decided_at timestamptz,
    reasons text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (project_id, version),
    CHECK ((status = 'submitted') = (decided_by IS NULL))
  );
  CREATE UNIQUE INDEX service_plan_waiting ON service_plan (project_id) WHERE status = 'submitted';
`;

const DELIVERY = `
  CREATE TABLE project_milestone (
    project_id uuid NOT NULL REFERENCES project,
    code text NOT NULL,
    jurisdiction text NOT NULL,
    position int NOT NULL,
    name_zh text NOT NULL,
    due date NOT NULL,
    dropped boolean NOT NULL DEFAULT false,
    reached_at timestamptz,
    PRIMARY KEY (project_id, code)
  );
  CREATE TABLE project_file (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    media_type text NOT NULL,
    file_name text NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL
  );
  CREATE INDEX project_file_project ON project_file (project_id);
  CREATE TABLE deliverable (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL,
    milestone_code text NOT NULL,
    code text NOT NULL,
    jurisdiction text NOT NULL,
    position int NOT NULL,
    name_zh text NOT NULL,
    dropped boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'awaited' CHECK (status IN ('awaited', 'submitted', 'accepted', 'returned')),
    version int NOT NULL DEFAULT 0,
    UNIQUE (project_id, milestone_code, code),
    FOREIGN KEY (project_id, milestone_code) REFERENCES project_milestone,
    CHECK ((status = 'awaited') = (version = 0))
  );
  CREATE TABLE deliverable_version (
    deliverable_id uuid NOT NULL REFERENCES deliverable,
    version int NOT NULL CHECK (version > 0),
    jurisdiction text NOT NULL,
    file_id uuid NOT NULL UNIQUE REFERENCES project_file,
    status text NOT NULL CHECK (status IN ('submitted', 'accepted', 'returned')),
    submitted_by text NOT NULL,
    submitted_org_id uuid NOT NULL,
    submitted_at timestamptz NOT NULL,
    decided_by text CHECK (decided_by <> submitted_by),
    decided_org_id uuid CHECK (decided_org_id <> submitted_org_id),
    decided_at timestamptz,
    reasons text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (deliverable_id, version),
    CHECK ((status = 'submitted') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_org_id IS NULL)),
    CHECK (status <> 'returned' OR cardinality(reasons) > 0)
  );
  CREATE UNIQUE INDEX deliverable_version_accepted ON deliverable_version (deliverable_id) WHERE status = 'accepted';
  CREATE TABLE quota (
    project_id uuid NOT NULL REFERENCES project,
    code text NOT NULL,
    jurisdiction text NOT NULL,
    position int NOT NULL,
    name_zh text NOT NULL,
    unit_zh text NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    unit_price_fen bigint,
    evidence_zh text[] NOT NULL,
    dropped boolean NOT NULL DEFAULT false,
    PRIMARY KEY (project_id, code)
  );
  CREATE TABLE quota_record (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL,
    quota_code text NOT NULL,
    jurisdiction text NOT NULL,
    quantity int NOT NULL CHECK (quantity <> 0),
    served_from date NOT NULL,
    served_to date NOT NULL CHECK (served_to >= served_from),
    evidence_zh text[] NOT NULL CHECK (cardinality(evidence_zh) > 0),
    correction_reason_zh text,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    FOREIGN KEY (project_id, quota_code) REFERENCES quota,
    CHECK (quantity > 0 OR correction_reason_zh IS NOT NULL)
  );
  CREATE INDEX quota_record_quota ON quota_record (project_id, quota_code);
  CREATE TABLE acceptance_certificate (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('passed', 'failed')),
    standards jsonb NOT NULL,
    invited int NOT NULL,
    respondents int NOT NULL CHECK (respondents BETWEEN 1 AND invited),
    satisfied int NOT NULL CHECK (satisfied BETWEEN 0 AND respondents),
    opinions_zh text[] NOT NULL,
    certified_by text NOT NULL,
    certified_on date NOT NULL,
    certified_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX acceptance_certificate_passed ON acceptance_certificate (project_id) WHERE outcome = 'passed';
`;

const EVALUATION = `
  CREATE TABLE project_evaluation (
    project_id uuid NOT NULL REFERENCES project,
    code text NOT NULL,
    jurisdiction text NOT NULL,
    kind text NOT NULL,
    name_zh text NOT NULL,
    due timestamptz NOT NULL,
    dropped boolean NOT NULL DEFAULT false,
    PRIMARY KEY (project_id, code)
  );
  CREATE TABLE evaluation_attempt (
    project_id uuid NOT NULL REFERENCES project,
    code text NOT NULL,
    attempt int NOT NULL CHECK (attempt > 0),
    jurisdiction text NOT NULL,
    revision int NOT NULL,
    stage text NOT NULL CHECK (stage IN ('open', 'notified', 'published')),
    round_id uuid NOT NULL,
    due timestamptz,
    result_id uuid,
    score_bp int,
    grade text,
    appeal_until timestamptz,
    published_result_id uuid,
    published_revision int,
    PRIMARY KEY (project_id, code, attempt)
  );
  CREATE TABLE rectification (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    result_id uuid NOT NULL UNIQUE,
    evaluation_code text NOT NULL,
    attempt int NOT NULL,
    grade text NOT NULL,
    due timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('opened', 'submitted', 'accepted', 'failed', 'dropped')),
    late boolean NOT NULL DEFAULT false,
    version int NOT NULL DEFAULT 0,
    text_zh text,
    file_ids uuid[] NOT NULL DEFAULT '{}',
    submitted_by text,
    submitted_org_id uuid,
    submitted_at timestamptz,
    decided_by text CHECK (decided_by <> submitted_by),
    decided_org_id uuid CHECK (decided_org_id <> submitted_org_id),
    decided_at timestamptz,
    reasons text[] NOT NULL DEFAULT '{}',
    CHECK (status <> 'accepted' OR submitted_by IS NOT NULL),
    CHECK ((status IN ('accepted', 'failed')) = (decided_by IS NOT NULL))
  );
  CREATE INDEX rectification_project ON rectification (project_id);
`;

const MONEY = `
  CREATE TABLE project_tranche (
    tranche_id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    no int NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
    dropped boolean NOT NULL DEFAULT false,
    state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'withheld', 'released', 'forfeited')),
    revision int NOT NULL DEFAULT 0,
    released_fen bigint NOT NULL DEFAULT 0 CHECK (released_fen >= 0),
    waiting_for jsonb NOT NULL DEFAULT '[]'
  );
  CREATE INDEX project_tranche_project ON project_tranche (project_id);
  CREATE TABLE tranche_payment (
    attempt_id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL,
    project_id uuid NOT NULL REFERENCES project,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('settled', 'rejected', 'returned')),
    reason_code text
  );
  CREATE INDEX tranche_payment_project ON tranche_payment (project_id);
`;

export const projectsMigrations: readonly Migration[] = [
  sqlMigration(20260302001, 'Projects', PROJECT + DELIVERY + EVALUATION + MONEY + GUARDS),
  sqlMigration(20260302002, 'SupplementedTranche', SUPPLEMENT),
  sqlMigration(20260306002, 'ProjectClawback', CLAWBACK),
  sqlMigration(20260310001, 'ProjectAppeal', APPEAL),
];
