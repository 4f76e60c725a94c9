/**
 * What the domain refuses, PostgreSQL refuses too: signed sheets and published templates do not change (R54, R105), a
 * result keeps its score, nobody of the agency sits on the panel, and an appeal is decided by somebody who neither
 * scored nor composed the panel (R110).
 */
export const GUARDS = `
  CREATE FUNCTION keep_signed_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.status = 'signed' THEN
      RAISE EXCEPTION 'a signed sheet is locked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
  END $$;
  CREATE TRIGGER score_sheet_locked BEFORE UPDATE OR DELETE ON score_sheet FOR EACH ROW EXECUTE FUNCTION keep_signed_sheet();

  CREATE FUNCTION keep_published_template() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.status = 'published' THEN
      RAISE EXCEPTION 'a published template never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
  END $$;
  CREATE TRIGGER template_version_locked BEFORE UPDATE OR DELETE ON template_version
    FOR EACH ROW EXECUTE FUNCTION keep_published_template();

  CREATE FUNCTION keep_computed_score() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR (NEW.round_id, NEW.revision, NEW.score_bp, NEW.score_numerator, NEW.score_denominator, NEW.grade, NEW.vetoes)
       IS DISTINCT FROM (OLD.round_id, OLD.revision, OLD.score_bp, OLD.score_numerator, OLD.score_denominator, OLD.grade, OLD.vetoes) THEN
      RAISE EXCEPTION 'a computed score does not change, it gets a new revision' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER evaluation_result_locked BEFORE UPDATE OR DELETE ON evaluation_result
    FOR EACH ROW EXECUTE FUNCTION keep_computed_score();

  CREATE FUNCTION refuse_own_agency() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM evaluation_round r WHERE r.id = NEW.round_id AND (r.agency_org_id::text = NEW.org_id OR r.opened_by = NEW.evaluator_id)) THEN
      RAISE EXCEPTION 'neither the evaluated agency nor the composer sits on the panel' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER panel_member_independent BEFORE INSERT OR UPDATE OF org_id, evaluator_id ON panel_member
    FOR EACH ROW EXECUTE FUNCTION refuse_own_agency();

  CREATE FUNCTION refuse_involved_decider() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM panel_member m WHERE m.round_id = NEW.round_id AND m.evaluator_id = NEW.decided_by)
       OR EXISTS (SELECT 1 FROM evaluation_round r WHERE r.id = NEW.round_id AND r.opened_by = NEW.decided_by) THEN
      RAISE EXCEPTION 'whoever scored or composed the panel does not decide the appeal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER appeal_independent BEFORE INSERT OR UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION refuse_involved_decider();
`;

/** The template of a round that was opened is the one that the contract froze (R105); whoever declared no freedom from interests scores nothing (R110). */
export const GUARDS_OF_OPEN_ROUNDS = `
  CREATE FUNCTION keep_opened_template() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the template of an opened round never changes' USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER evaluation_round_template_frozen BEFORE UPDATE OF template, template_id, template_version, weight_bp ON evaluation_round
    FOR EACH ROW WHEN (OLD.opened_by IS NOT NULL) EXECUTE FUNCTION keep_opened_template();

  CREATE FUNCTION refuse_undeclared_interest() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM panel_member m WHERE m.round_id = NEW.round_id AND m.evaluator_id = NEW.evaluator_id AND m.interest = 'none') THEN
      RAISE EXCEPTION 'interests are declared first, and whoever is recused scores nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER score_sheet_disinterested BEFORE INSERT OR UPDATE ON score_sheet FOR EACH ROW EXECUTE FUNCTION refuse_undeclared_interest();
`;
