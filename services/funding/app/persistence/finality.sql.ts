/** A tranche knows that its contract is over. What was forfeited by then had gone back to the budget already, untold. */
export const TRANCHE_ENDED = `
  ALTER TABLE tranche ADD COLUMN ended boolean NOT NULL DEFAULT false;
  UPDATE tranche t SET ended = true FROM contract c WHERE c.id = t.contract_id AND c.state IN ('closed', 'terminated');
  UPDATE tranche SET stage = 'cancelled', revision = revision + 1 WHERE ended AND stage = 'forfeited';`;

/** Until when what happens still earns something: the end of a terminated contract. What was terminated before has no such day. */
export const EVIDENCE_UNTIL = `ALTER TABLE tranche ADD COLUMN evidence_until timestamptz;`;

/**
 * What lies above what a paid tranche keeps can be owed in a supplement, a tranche of its own. Differences upwards that were
 * recorded before there were supplements count as never raised: the next evidence raises them.
 * A supplementary contract numbers its tranches without knowing of them.
 */
export const SUPPLEMENTS = `
  ALTER TABLE tranche
    ADD COLUMN covers_fen bigint,
    ADD COLUMN supplements uuid REFERENCES tranche,
    ADD COLUMN whole_fen bigint,
    ADD COLUMN above_fen bigint;
  UPDATE tranche SET covers_fen = amount_fen, corrected_fen = least(corrected_fen, 0);
  ALTER TABLE tranche
    ALTER COLUMN covers_fen SET NOT NULL,
    ADD CHECK (covers_fen BETWEEN 0 AND amount_fen),
    ADD CHECK (num_nulls(supplements, whole_fen, above_fen) IN (0, 3)),
    ADD CHECK (above_fen >= 0 AND above_fen + amount_fen <= whole_fen),
    DROP CONSTRAINT tranche_contract_id_tranche_no_key,
    ADD UNIQUE NULLS NOT DISTINCT (contract_id, tranche_no, supplements);
  CREATE INDEX tranche_supplements ON tranche (supplements) WHERE supplements IS NOT NULL;`;

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
