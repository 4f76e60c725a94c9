import { keptByApp } from './rights.sql.js';

/** Money asked back, and what of it came. Whoever raised a case cannot decide it, also not by SQL (R123). */
export const CLAWBACK_TABLES = `
  CREATE TABLE clawback_case (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranche,
    contract_id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    agency_org_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    ground text NOT NULL CHECK (ground IN ('failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination')),
    statement text NOT NULL,
    evidence_ids jsonb NOT NULL,
    claimed_fen bigint NOT NULL CHECK (claimed_fen > 0),
    due_fen bigint NOT NULL DEFAULT 0 CHECK (due_fen BETWEEN 0 AND claimed_fen),
    refunded_fen bigint NOT NULL DEFAULT 0 CHECK (refunded_fen BETWEEN 0 AND due_fen),
    status text NOT NULL CHECK (status IN ('awaiting-reply', 'awaiting-decision', 'awaiting-refund', 'settled', 'waived')),
    raised_by text NOT NULL,
    raised_at timestamptz NOT NULL,
    reply_until date NOT NULL,
    reply text,
    replied_at timestamptz,
    verdict text CHECK (verdict IN ('approve', 'reduce', 'waive')),
    verdict_reason text,
    decided_by text,
    decided_at timestamptz,
    refund_until date,
    changed_at timestamptz NOT NULL,
    CHECK (status <> 'settled' OR refunded_fen = due_fen),
    CONSTRAINT clawback_decided_by_another CHECK (decided_by <> raised_by OR (verdict = 'waive' AND decided_by LIKE 'service:%')),
    CONSTRAINT clawback_agency_heard CHECK (verdict IS NULL OR replied_at IS NOT NULL OR decided_by LIKE 'service:%'
      OR (decided_at AT TIME ZONE 'Asia/Shanghai')::date > reply_until),
    CONSTRAINT clawback_due_is_decided CHECK (due_fen = 0 OR (verdict IN ('approve', 'reduce') AND decided_by IS NOT NULL))
  );
  CREATE INDEX clawback_case_tranche ON clawback_case (tranche_id);
  CREATE INDEX clawback_case_open ON clawback_case (status, raised_at) WHERE status LIKE 'awaiting-%';
  CREATE TABLE clawback_refund (
    account text NOT NULL,
    entry_ref text NOT NULL,
    case_id uuid NOT NULL REFERENCES clawback_case,
    tranche_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    booked_on date NOT NULL,
    PRIMARY KEY (account, entry_ref),
    FOREIGN KEY (account, entry_ref) REFERENCES statement_entry DEFERRABLE INITIALLY DEFERRED
  );
  CREATE INDEX clawback_refund_tranche ON clawback_refund (tranche_id);
  ALTER TABLE statement_entry DROP CONSTRAINT statement_entry_outcome_check;
  ALTER TABLE statement_entry ADD CONSTRAINT statement_entry_outcome_check CHECK (outcome IN ('settled', 'returned', 'suspended', 'refunded'));
  ${keptByApp('clawback_case, clawback_refund', { clawback_case: 'status, due_fen, refunded_fen, reply, replied_at, verdict, verdict_reason, decided_by, decided_at, refund_until, changed_at' })}`;

/** Differences that were raised before there were cases become cases that wait for their reply. */
export const CLAWBACK_CASES_OF_CORRECTIONS = `
  INSERT INTO clawback_case (id, tranche_id, contract_id, purchase_id, agency_org_id, jurisdiction, ground, statement, evidence_ids,
                             claimed_fen, status, raised_by, raised_at, reply_until, changed_at)
  SELECT c.id, c.tranche_id, t.contract_id, t.purchase_id, t.agency_org_id, c.jurisdiction, 'failed-evaluation', '评估结果变更，已付金额高于应付金额。',
         (SELECT coalesce(jsonb_agg(e -> 'factId'), '[]') FROM jsonb_array_elements(t.evidence) e WHERE e -> 'evidence' ->> 'kind' = 'evaluation'),
         -c.difference_fen, 'awaiting-reply', 'service:funding', c.raised_at, c.reply_until, c.raised_at
  FROM correction_case c JOIN tranche t ON t.id = c.tranche_id WHERE c.difference_fen < 0;`;

/** What the agency is to refund, taken from money that it is owed. Whoever proposed it cannot approve it, also not by SQL. */
export const CLAWBACK_OFFSET = `
  CREATE TABLE clawback_offset (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES clawback_case,
    tranche_id uuid NOT NULL REFERENCES tranche,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    reason text NOT NULL,
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'declined')),
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CONSTRAINT clawback_offset_decided_by_another CHECK (decided_by <> proposed_by)
  );
  CREATE UNIQUE INDEX clawback_offset_open ON clawback_offset (case_id) WHERE state = 'proposed';
  CREATE INDEX clawback_offset_case ON clawback_offset (case_id);
  ${keptByApp('clawback_offset', { clawback_offset: 'state, decided_by, decided_at, decision_reason' })}`;

/** Cases about a payment that came back from the bank are no part of the next one. */
export const CLAWBACK_PAYMENT_RETURNED = `
  ALTER TABLE clawback_case ADD COLUMN payment_returned_at timestamptz;
  DO $$ BEGIN
    EXECUTE format('GRANT UPDATE (payment_returned_at) ON clawback_case TO %I', replace(current_user, '_owner', '_app'));
  END $$;`;

/** How a case is proposed to end, and who approved that: two people at least decide about public money, also where the service raised the case (R123). */
export const CLAWBACK_PROPOSAL = `
  CREATE TABLE clawback_proposal (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES clawback_case,
    jurisdiction text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('approve', 'reduce', 'waive')),
    due_fen bigint NOT NULL CHECK (due_fen >= 0),
    reason text NOT NULL,
    required_roles text[] NOT NULL CHECK (cardinality(required_roles) > 0 AND required_roles <@ ARRAY['finance-approver', 'finance-leader']),
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'declined', 'withdrawn')),
    proposed_by text NOT NULL CHECK (proposed_by NOT LIKE 'service:%'),
    proposed_at timestamptz NOT NULL,
    ended_by text,
    ended_at timestamptz,
    end_reason text,
    CHECK ((verdict = 'waive') = (due_fen = 0)),
    CHECK ((state = 'proposed') = (ended_by IS NULL))
  );
  CREATE UNIQUE INDEX clawback_proposal_open ON clawback_proposal (case_id) WHERE state = 'proposed';
  CREATE INDEX clawback_proposal_case ON clawback_proposal (case_id);
  CREATE TABLE clawback_approval (
    proposal_id uuid NOT NULL REFERENCES clawback_proposal,
    approver text NOT NULL CHECK (approver NOT LIKE 'service:%'),
    role text NOT NULL,
    jurisdiction text NOT NULL,
    reason text NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (proposal_id, approver)
  );
  CREATE FUNCTION guard_clawback_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    proposal clawback_proposal;
  BEGIN
    SELECT * INTO STRICT proposal FROM clawback_proposal WHERE id = NEW.proposal_id FOR UPDATE;
    IF NEW.approver = proposal.proposed_by OR NEW.approver = (SELECT raised_by FROM clawback_case WHERE id = proposal.case_id) THEN
      RAISE EXCEPTION 'whoever proposed how a case is to end, or raised it, may not approve that (R123)' USING ERRCODE = 'check_violation';
    END IF;
    IF proposal.state <> 'proposed' THEN
      RAISE EXCEPTION 'this proposal is not waiting for approval' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM clawback_approval WHERE proposal_id = proposal.id AND role = NEW.role)
       >= (SELECT count(*) FROM unnest(proposal.required_roles) r WHERE r = NEW.role) THEN
      RAISE EXCEPTION 'no approval in the role % is awaited (R70)', NEW.role USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER clawback_approval_guard BEFORE INSERT ON clawback_approval FOR EACH ROW EXECUTE FUNCTION guard_clawback_approval();
  CREATE FUNCTION guard_clawback_verdict() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM clawback_proposal p WHERE p.case_id = NEW.id AND p.verdict = NEW.verdict AND p.due_fen = NEW.due_fen AND p.state IN ('proposed', 'approved')
         AND NOT EXISTS (SELECT r FROM unnest(p.required_roles) r GROUP BY r HAVING count(*) > (SELECT count(*) FROM clawback_approval a WHERE a.proposal_id = p.id AND a.role = r))) THEN
      RAISE EXCEPTION 'a case ends as one person proposed and others approved (R123)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER clawback_verdict_guard AFTER UPDATE OF verdict ON clawback_case FOR EACH ROW
    WHEN (NEW.verdict IS DISTINCT FROM OLD.verdict AND NOT (NEW.verdict = 'waive' AND NEW.decided_by LIKE 'service:%')) EXECUTE FUNCTION guard_clawback_verdict();
  ${keptByApp('clawback_proposal, clawback_approval', { clawback_proposal: 'state, ended_by, ended_at, end_reason' })}`;
