/**
 * What the domain refuses, PostgreSQL refuses too: a sealed bid is neither accepted after the deadline nor opened before it, and
 * what was sealed never changes (R41, R175); the deadline does not move; signed scores and contract texts are kept
 * (R54, R70); the composer and the bidders do not sit on the panel (R50, R70). Business time comes with the row.
 */
export const GUARDS = `
  CREATE FUNCTION keep_bid_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE deadline timestamptz := (SELECT bids_until FROM tender WHERE id = NEW.tender_id);
  BEGIN
    IF TG_OP = 'INSERT' AND (NEW.status <> 'sealed' OR NEW.received_at >= deadline) THEN
      RAISE EXCEPTION 'a bid arrives sealed and before the deadline' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.tender_id, NEW.bidder_tag, NEW.ciphertext, NEW.wrapped_key, NEW.sha256, NEW.sm3, NEW.received_at)
       IS DISTINCT FROM (OLD.tender_id, OLD.bidder_tag, OLD.ciphertext, OLD.wrapped_key, OLD.sha256, OLD.sm3, OLD.received_at) THEN
      RAISE EXCEPTION 'what was sealed does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.opened_at < deadline THEN
      RAISE EXCEPTION 'nobody opens a bid before the deadline' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.opened_at IS NOT NULL AND (NEW.opened_at, NEW.org_id, NEW.price_fen, NEW.small_enterprise, NEW.proposal)
       IS DISTINCT FROM (OLD.opened_at, OLD.org_id, OLD.price_fen, OLD.small_enterprise, OLD.proposal) THEN
      RAISE EXCEPTION 'an opened bid does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bid_sealed BEFORE INSERT OR UPDATE ON bid FOR EACH ROW EXECUTE FUNCTION keep_bid_sealed();

  CREATE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% does not change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER tender_terms_kept BEFORE UPDATE OF bids_until, criteria, price_weight_bp, deduction_bp, budget_fen, method, published_at ON tender
    FOR EACH ROW EXECUTE FUNCTION keep_row();
  CREATE TRIGGER score_sheet_kept BEFORE UPDATE OR DELETE ON score_sheet FOR EACH ROW EXECUTE FUNCTION keep_row();
  CREATE TRIGGER award_kept BEFORE UPDATE ON award FOR EACH ROW EXECUTE FUNCTION keep_row();
  CREATE TRIGGER contract_text_kept BEFORE UPDATE OR DELETE ON contract_revision
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION keep_row();
  CREATE TRIGGER bid_kept BEFORE DELETE ON bid FOR EACH ROW EXECUTE FUNCTION keep_row();

  CREATE FUNCTION refuse_partial_member() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM bid WHERE tender_id = NEW.tender_id AND org_id = NEW.org_id)
       OR EXISTS (SELECT 1 FROM tender WHERE id = NEW.tender_id AND panel_composed_by = NEW.member_id) THEN
      RAISE EXCEPTION 'neither a bidder nor the composer sits on the panel' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER panel_member_impartial BEFORE INSERT OR UPDATE OF member_id, org_id ON panel_member
    FOR EACH ROW EXECUTE FUNCTION refuse_partial_member();
`;

/** Whoever has not declared to be free of interests in the bidders scores nothing (R50). */
export const SCORE_AFTER_DECLARATION = `
  CREATE FUNCTION refuse_undeclared_interest() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM panel_member m WHERE m.tender_id = NEW.tender_id AND m.member_id = NEW.member_id AND m.interest = 'none') THEN
      RAISE EXCEPTION 'interests are declared first, and whoever is recused scores nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER score_sheet_disinterested BEFORE INSERT ON score_sheet FOR EACH ROW EXECUTE FUNCTION refuse_undeclared_interest();
`;
