/**
 * What a tranche is granted can wait for a budget line. What waited for its commitment, and for the next proof, waits for its line now;
 * facts that waited for a line are read at once, and their tranches wait.
 */
export const SHORTAGE = `
  ALTER TABLE tranche
    ADD COLUMN unbound_fen bigint NOT NULL DEFAULT 0 CHECK (unbound_fen BETWEEN 0 AND amount_fen),
    ADD COLUMN short_line uuid,
    ADD COLUMN short_fen bigint CHECK (short_fen > 0),
    ADD COLUMN short_since timestamptz,
    ADD CHECK (num_nulls(short_line, short_fen, short_since) IN (0, 3));
  UPDATE tranche t SET short_line = a.line_id, short_fen = t.amount_fen, short_since = t.stage_since, withheld_for = '[]'
  FROM tranche_allocation a
  WHERE a.tranche_id = t.id AND a.position = 0 AND t.stage = 'committed' AND t.withheld_for @> '[{"condition": "sufficient-commitment"}]';
  CREATE INDEX tranche_short ON tranche (short_line, short_since) WHERE short_line IS NOT NULL;
  DROP INDEX stuck_money_open;
  CREATE UNIQUE INDEX stuck_money_open ON stuck_money (subject_id, stage) WHERE cleared_at IS NULL;
  UPDATE held_record SET state = 'ready' WHERE state = 'waiting' AND waits_for LIKE 'budget-line:%';`;

/** Databases that were made before have two functions that nothing calls: tranches are locked by a statement, and lines with their rows. */
export const LOCKS_BY_STATEMENT = `
  DROP FUNCTION IF EXISTS lock_tranches(uuid[]);
  DROP FUNCTION IF EXISTS lock_available(uuid[], int[]);`;
