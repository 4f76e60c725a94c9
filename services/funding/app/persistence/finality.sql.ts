/** A tranche knows that its contract is over. What was forfeited by then had gone back to the budget already, untold. */
export const TRANCHE_ENDED = `
  ALTER TABLE tranche ADD COLUMN ended boolean NOT NULL DEFAULT false;
  UPDATE tranche t SET ended = true FROM contract c WHERE c.id = t.contract_id AND c.state IN ('closed', 'terminated');
  UPDATE tranche SET stage = 'cancelled', revision = revision + 1 WHERE ended AND stage = 'forfeited';`;

/** Until when what happens still earns something: the end of a terminated contract. What was terminated before has no such day. */
export const EVIDENCE_UNTIL = `ALTER TABLE tranche ADD COLUMN evidence_until timestamptz;`;

/**
 * Nothing that says where money stands is ever deleted: not by the app role, and not from a table that is added later. What may
 * go are messages that were delivered.
 */
export const NOTHING_IS_DELETED = `
  DO $$ DECLARE
    app text := replace(current_user, '_owner', '_app');
  BEGIN
    EXECUTE format('REVOKE DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM %I', app);
    EXECUTE format('GRANT DELETE ON outbox, held_record TO %I', app);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE DELETE, TRUNCATE ON TABLES FROM %I', app);
  END $$;`;
