import { keptByApp } from './rights.sql.js';

/** Requests, orders, approvals and attempts. What the domain refuses, the database refuses too. */
export const PAYMENT_TABLES = `
  CREATE TABLE payee_account (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    holder_name text NOT NULL,
    sealed bytea NOT NULL,
    last_four text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL
  );
  CREATE TABLE payment_request (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranche,
    contract_id uuid NOT NULL,
    agency_org_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    invoice_ref text NOT NULL,
    invoice_date date NOT NULL,
    pay_by date NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'paid', 'closed'))
  );
  CREATE UNIQUE INDEX payment_request_open ON payment_request (tranche_id) WHERE state <> 'closed';
  CREATE UNIQUE INDEX payment_request_invoice ON payment_request (agency_org_id, invoice_ref) WHERE state <> 'closed';
  CREATE TABLE payment_order (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranche,
    contract_id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    agency_org_id uuid NOT NULL,
    request_id uuid NOT NULL REFERENCES payment_request,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    payee_account_id uuid NOT NULL,
    content jsonb NOT NULL,
    content_hash text NOT NULL,
    required_approvals int NOT NULL CHECK (required_approvals >= 2),
    requested_by text NOT NULL,
    prepared_by text NOT NULL,
    pay_by date NOT NULL,
    status text NOT NULL CHECK (status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled', 'rejected', 'returned', 'declined', 'void')),
    reason text,
    ordered_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX payment_order_live ON payment_order (tranche_id) WHERE status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled');
  CREATE INDEX payment_order_status ON payment_order (status, ordered_at);
  CREATE TABLE payment_approval (
    order_id uuid NOT NULL REFERENCES payment_order,
    step int NOT NULL,
    jurisdiction text NOT NULL,
    approver text NOT NULL,
    content_hash text NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (order_id, step),
    UNIQUE (order_id, approver)
  );
  CREATE TABLE payment_attempt (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES payment_order,
    attempt_no int NOT NULL,
    jurisdiction text NOT NULL,
    end_to_end_id text NOT NULL UNIQUE,
    amount_fen bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('in-transit', 'unknown', 'accepted', 'settled', 'rejected', 'returned')),
    code text,
    instructed_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (order_id, attempt_no)
  );
  CREATE UNIQUE INDEX payment_attempt_live ON payment_attempt (order_id) WHERE status IN ('in-transit', 'unknown', 'accepted');
  CREATE UNIQUE INDEX payment_attempt_settled ON payment_attempt (order_id) WHERE status = 'settled';`;

/** What the treasury's statement says. An entry counts once, whatever page it came on. */
export const STATEMENT_TABLES = `
  CREATE TABLE statement_position (
    account text PRIMARY KEY,
    jurisdiction text NOT NULL,
    next_cursor text NOT NULL
  );
  CREATE TABLE statement_entry (
    account text NOT NULL,
    entry_ref text NOT NULL,
    jurisdiction text NOT NULL,
    end_to_end_id text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('debit', 'credit')),
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    booked_on date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('settled', 'returned', 'suspended')),
    attempt_id uuid,
    imported_at timestamptz NOT NULL,
    PRIMARY KEY (account, entry_ref)
  );
  CREATE UNIQUE INDEX statement_entry_once ON statement_entry (attempt_id, outcome) WHERE outcome IN ('settled', 'returned');
  CREATE TABLE suspense (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    entry_ref text NOT NULL,
    jurisdiction text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    direction text NOT NULL,
    reason text NOT NULL,
    attempt_id uuid,
    opened_at timestamptz NOT NULL,
    cleared_at timestamptz,
    cleared_by text,
    explanation text,
    UNIQUE (account, entry_ref),
    FOREIGN KEY (account, entry_ref) REFERENCES statement_entry
  );`;

/** Separation of duties (R70) and binding of approvals to content (R118), below the application. */
export const PAYMENT_GUARDS = `
  CREATE FUNCTION guard_payment_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    ordered payment_order;
  BEGIN
    SELECT * INTO STRICT ordered FROM payment_order WHERE id = NEW.order_id;
    IF NEW.approver IN (ordered.requested_by, ordered.prepared_by) THEN
      RAISE EXCEPTION 'whoever requested or prepared a payment may not approve it (R70)' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.content_hash <> ordered.content_hash THEN
      RAISE EXCEPTION 'an approval binds to the content of its order (R118)' USING ERRCODE = 'check_violation';
    END IF;
    IF ordered.status <> 'awaiting-approval' THEN
      RAISE EXCEPTION 'this payment order is not waiting for approval' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_approval_guard BEFORE INSERT ON payment_approval FOR EACH ROW EXECUTE FUNCTION guard_payment_approval();
  CREATE FUNCTION guard_payment_attempt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    ordered payment_order;
  BEGIN
    SELECT * INTO STRICT ordered FROM payment_order WHERE id = NEW.order_id;
    IF NEW.amount_fen <> ordered.amount_fen THEN
      RAISE EXCEPTION 'an attempt pays exactly what was ordered' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM payment_approval WHERE order_id = ordered.id AND content_hash = ordered.content_hash) < ordered.required_approvals THEN
      RAISE EXCEPTION 'nothing is instructed before all approvals are given (R115)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payment_attempt_guard BEFORE INSERT ON payment_attempt FOR EACH ROW EXECUTE FUNCTION guard_payment_attempt();
  ${keptByApp('payment_approval, payee_account, statement_entry, correction_case, payment_order, payment_attempt, payment_request, suspense', { payment_order: 'status, reason, changed_at', payment_attempt: 'status, code, changed_at', payment_request: 'state', suspense: 'cleared_at, cleared_by, explanation' })}`;
