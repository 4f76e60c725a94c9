/**
 * What the domain refuses, PostgreSQL refuses too: what was handed in does not change, what was decided stays decided, and
 * nobody of the agency decides on the agency's work (R14, R68).
 */
export const GUARDS = `
  CREATE FUNCTION keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is a record: it is added to, never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER project_file_kept BEFORE UPDATE OR DELETE ON project_file FOR EACH ROW EXECUTE FUNCTION keep_record();
  CREATE TRIGGER quota_record_kept BEFORE UPDATE OR DELETE ON quota_record FOR EACH ROW EXECUTE FUNCTION keep_record();
  CREATE TRIGGER acceptance_certificate_kept BEFORE UPDATE OR DELETE ON acceptance_certificate FOR EACH ROW EXECUTE FUNCTION keep_record();

  CREATE FUNCTION keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.decided_by IS NOT NULL THEN
      RAISE EXCEPTION 'a decision on % stays as it is', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER service_plan_decided BEFORE UPDATE OR DELETE ON service_plan FOR EACH ROW EXECUTE FUNCTION keep_decided();
  CREATE TRIGGER deliverable_version_decided BEFORE UPDATE OR DELETE ON deliverable_version FOR EACH ROW EXECUTE FUNCTION keep_decided();
  CREATE TRIGGER rectification_decided BEFORE UPDATE OR DELETE ON rectification FOR EACH ROW EXECUTE FUNCTION keep_decided();

  CREATE FUNCTION refuse_own_agency() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM deliverable d JOIN project p ON p.id = d.project_id WHERE d.id = NEW.deliverable_id AND p.agency_org_id = NEW.decided_org_id) THEN
      RAISE EXCEPTION 'the agency does not decide on its own work' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER deliverable_version_independent BEFORE INSERT OR UPDATE ON deliverable_version
    FOR EACH ROW EXECUTE FUNCTION refuse_own_agency();
`;
