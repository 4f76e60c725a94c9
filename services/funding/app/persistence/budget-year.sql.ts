import { keptByApp } from './rights.sql.js';

/** A line through its year and beyond it: allotment, what its money is for, whose money it carries on, whether its year is closed. */
export const BUDGET_YEAR = `
  ALTER TABLE budget_line
    ADD COLUMN allotment text NOT NULL DEFAULT 'one-off' CHECK (allotment IN ('one-off', 'in-parts')),
    ADD COLUMN uses text[] NOT NULL DEFAULT '{}',
    ADD COLUMN origin_year int,
    ADD COLUMN continues_line uuid REFERENCES budget_line,
    ADD COLUMN closed_at timestamptz;
  UPDATE budget_line SET origin_year = fiscal_year;
  ALTER TABLE budget_line ALTER COLUMN origin_year SET NOT NULL, ADD CHECK (origin_year <= fiscal_year);
  CREATE UNIQUE INDEX budget_line_continued ON budget_line (continues_line, fiscal_year) WHERE continues_line IS NOT NULL AND origin_year = fiscal_year;`;

/** Transfers between lines. Whoever asks does not approve, and nobody approves twice, below the application too (R70). */
export const LINE_TRANSFER = `
  CREATE TABLE line_transfer (
    id uuid PRIMARY KEY,
    jurisdiction text NOT NULL,
    from_line uuid NOT NULL REFERENCES budget_line,
    to_line uuid NOT NULL REFERENCES budget_line,
    fiscal_year int NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    reason text NOT NULL,
    state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'effected', 'declined')),
    required_approvals int NOT NULL CHECK (required_approvals > 0),
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    decided_at timestamptz,
    decline_reason text,
    CHECK (from_line <> to_line)
  );
  CREATE INDEX line_transfer_line ON line_transfer (from_line, to_line);
  CREATE TABLE line_transfer_approval (
    transfer_id uuid NOT NULL REFERENCES line_transfer,
    approver text NOT NULL,
    jurisdiction text NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (transfer_id, approver)
  );
  CREATE FUNCTION guard_line_transfer_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    asked line_transfer;
  BEGIN
    SELECT * INTO STRICT asked FROM line_transfer WHERE id = NEW.transfer_id;
    IF NEW.approver = asked.requested_by THEN
      RAISE EXCEPTION 'whoever asked for a transfer may not approve it (R70)' USING ERRCODE = 'check_violation';
    END IF;
    IF asked.state <> 'requested' THEN
      RAISE EXCEPTION 'this transfer does not wait for approval' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER line_transfer_approval_guard BEFORE INSERT ON line_transfer_approval FOR EACH ROW EXECUTE FUNCTION guard_line_transfer_approval();
  CREATE FUNCTION guard_line_transfer() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF OLD.state <> 'requested' THEN
      RAISE EXCEPTION 'a transfer is decided once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'effected' AND (SELECT count(*) FROM line_transfer_approval WHERE transfer_id = NEW.id) < NEW.required_approvals THEN
      RAISE EXCEPTION 'nothing moves before all approvals are given (R124)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER line_transfer_guard BEFORE UPDATE ON line_transfer FOR EACH ROW EXECUTE FUNCTION guard_line_transfer();
  ${keptByApp('line_transfer, line_transfer_approval', { line_transfer: 'state, decided_at, decline_reason' })}`;

/**
 * Contracts over several years and additions to them. A commitment is made with its contract or, of a later year, when that has its
 * budget (R126); what of it is short is on record until then. Additions are measured by the original price (R67).
 */
export const COMMITMENT_BY_YEAR = `
  ALTER TABLE reservation ADD COLUMN later jsonb NOT NULL DEFAULT '[]';
  ALTER TABLE contract ADD COLUMN original_price_fen bigint;
  UPDATE contract SET original_price_fen = price_fen;
  ALTER TABLE contract ALTER COLUMN original_price_fen SET NOT NULL;
  ALTER TABLE commitment ADD COLUMN made_at timestamptz, ADD COLUMN short_fen bigint NOT NULL DEFAULT 0 CHECK (short_fen >= 0);
  UPDATE commitment m SET made_at = c.signed_at FROM contract c WHERE c.id = m.contract_id;
  CREATE INDEX commitment_foreseen ON commitment (line_id, fiscal_year) WHERE made_at IS NULL;
  ALTER TABLE tranche_allocation ADD COLUMN foreseen boolean NOT NULL DEFAULT false;
  CREATE INDEX tranche_allocation_commitment ON tranche_allocation (commitment_id);`;

/** The cost table that an agency hands in with its request (R129). */
export const COST_TABLE = `ALTER TABLE payment_request ADD COLUMN costs jsonb;`;
