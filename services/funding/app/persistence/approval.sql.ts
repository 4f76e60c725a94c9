import { keptByApp } from './rights.sql.js';

/** Approvals by role: each required role is filled by a different person (R70), also against SQL written around the domain. */
export const APPROVAL_ROLES = `
  ALTER TABLE payment_order ADD COLUMN required_roles text[];
  UPDATE payment_order SET required_roles = array_fill('finance-approver'::text, ARRAY[required_approvals]);
  ALTER TABLE payment_order ALTER COLUMN required_roles SET NOT NULL;
  ALTER TABLE payment_order ADD CONSTRAINT payment_order_roles
    CHECK (cardinality(required_roles) = required_approvals AND required_roles <@ ARRAY['finance-approver', 'finance-leader']);
  ALTER TABLE payment_approval ADD COLUMN role text NOT NULL DEFAULT 'finance-approver';
  ALTER TABLE payment_approval ALTER COLUMN role DROP DEFAULT;
  CREATE OR REPLACE FUNCTION guard_payment_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    ordered payment_order;
  BEGIN
    SELECT * INTO STRICT ordered FROM payment_order WHERE id = NEW.order_id FOR UPDATE;
    IF NEW.approver IN (ordered.requested_by, ordered.prepared_by) THEN
      RAISE EXCEPTION 'whoever requested or prepared a payment may not approve it (R70)' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.content_hash <> ordered.content_hash THEN
      RAISE EXCEPTION 'an approval binds to the content of its order (R118)' USING ERRCODE = 'check_violation';
    END IF;
    IF ordered.status <> 'awaiting-approval' THEN
      RAISE EXCEPTION 'this payment order is not waiting for approval' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM payment_approval WHERE order_id = ordered.id AND role = NEW.role)
       >= (SELECT count(*) FROM unnest(ordered.required_roles) r WHERE r = NEW.role) THEN
      RAISE EXCEPTION 'no approval in the role % is awaited (R70)', NEW.role USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE OR REPLACE FUNCTION guard_payment_attempt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    ordered payment_order;
  BEGIN
    SELECT * INTO STRICT ordered FROM payment_order WHERE id = NEW.order_id;
    IF NEW.amount_fen <> ordered.amount_fen THEN
      RAISE EXCEPTION 'an attempt pays exactly what was ordered' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT r FROM unnest(ordered.required_roles) r GROUP BY r HAVING count(*) >
         (SELECT count(*) FROM payment_approval a WHERE a.order_id = ordered.id AND a.role = r AND a.content_hash = ordered.content_hash)) THEN
      RAISE EXCEPTION 'nothing is instructed before all approvals are given (R115)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;`;

/** Nobody pays again what may have left already: its debit waits in suspense until somebody has found out what it was. */
export const SUSPENDED_DEBIT_GUARD = `
  CREATE OR REPLACE FUNCTION guard_payment_attempt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    ordered payment_order;
  BEGIN
    SELECT * INTO STRICT ordered FROM payment_order WHERE id = NEW.order_id;
    IF NEW.amount_fen <> ordered.amount_fen THEN
      RAISE EXCEPTION 'an attempt pays exactly what was ordered' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT r FROM unnest(ordered.required_roles) r GROUP BY r HAVING count(*) >
         (SELECT count(*) FROM payment_approval a WHERE a.order_id = ordered.id AND a.role = r AND a.content_hash = ordered.content_hash)) THEN
      RAISE EXCEPTION 'nothing is instructed before all approvals are given (R115)' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM suspense s JOIN payment_attempt a ON a.id = s.attempt_id JOIN payment_order o ON o.id = a.order_id
               WHERE o.tranche_id = ordered.tranche_id AND s.direction = 'debit' AND s.cleared_at IS NULL) THEN
      RAISE EXCEPTION 'a debit of this tranche waits in suspense: nothing is instructed again before it is found out (R116)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;`;

/** What the voucher pack of an order is put together from (R118), and what lateness costs (R120). */
export const VOUCHER_RECORDS = `
  ALTER TABLE contract ADD COLUMN filing_fact_id uuid;
  ALTER TABLE contract ADD COLUMN filing_no text;
  ALTER TABLE contract ADD COLUMN notice_url text;
  ALTER TABLE contract ADD COLUMN settled_monthly boolean NOT NULL DEFAULT false;
  ALTER TABLE contract ADD COLUMN late_interest_yearly_bp int;
  UPDATE contract c SET filing_fact_id = (
    SELECT (e ->> 'factId')::uuid FROM tranche t, jsonb_array_elements(t.evidence) e
    WHERE t.contract_id = c.id AND e -> 'evidence' ->> 'kind' = 'contract-filed' LIMIT 1);
  CREATE TABLE cost_list (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranche,
    contract_id uuid NOT NULL,
    jurisdiction text NOT NULL,
    month text NOT NULL CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    added_by text NOT NULL,
    added_at timestamptz NOT NULL,
    UNIQUE (contract_id, month)
  );
  ${keptByApp('cost_list')}`;
