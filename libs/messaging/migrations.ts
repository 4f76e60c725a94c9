import { sqlMigration, type Migration } from '@goufu/persistence';

/** The app role may add facts, never change them: by grant, and by trigger for whoever has more. */
const APPEND_ONLY = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON fact FROM %I', replace(current_user, '_owner', '_app'));
  END $$;`;

export const messagingMigrations: readonly Migration[] = [
  sqlMigration(
    20260101002,
    'FactAndOutbox',
    `CREATE TABLE fact_stream (
       subject uuid PRIMARY KEY,
       last_sequence bigint NOT NULL
     );
     CREATE TABLE fact (
       id uuid PRIMARY KEY,
       type text NOT NULL,
       subject uuid NOT NULL,
       sequence bigint NOT NULL,
       time timestamptz NOT NULL,
       jurisdiction text NOT NULL,
       actor_id text NOT NULL,
       classification text NOT NULL,
       correlation_id uuid NOT NULL,
       causation_id uuid,
       traceparent text,
       body text NOT NULL,
       UNIQUE (subject, sequence)
     );
     CREATE INDEX fact_type_time ON fact (type, time);
     CREATE TABLE outbox (
       position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       fact_id uuid NOT NULL,
       queued_at timestamptz NOT NULL DEFAULT clock_timestamp()
     );
     ${APPEND_ONLY}`,
  ),
  sqlMigration(
    20260101003,
    'Inbox',
    `CREATE TABLE inbox (
       consumer_group text NOT NULL,
       fact_id uuid NOT NULL,
       received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       PRIMARY KEY (consumer_group, fact_id)
     );
     CREATE TABLE consumer_offset (
       consumer_group text NOT NULL,
       topic text NOT NULL,
       partition int NOT NULL,
       next_offset bigint NOT NULL,
       PRIMARY KEY (consumer_group, topic, partition)
     );
     CREATE TABLE stream_position (
       consumer_group text NOT NULL,
       topic text NOT NULL,
       subject uuid NOT NULL,
       last_sequence bigint NOT NULL,
       PRIMARY KEY (consumer_group, topic, subject)
     );
     CREATE TABLE held_record (
       id uuid PRIMARY KEY,
       consumer_group text NOT NULL,
       state text NOT NULL CHECK (state IN ('waiting', 'ready', 'parked', 'queued', 'discarded')),
       topic text NOT NULL,
       partition int NOT NULL,
       record_offset bigint NOT NULL,
       message_key text NOT NULL,
       fact_type text,
       sequence bigint,
       headers jsonb NOT NULL,
       body text NOT NULL,
       waits_for text,
       reason text,
       held_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       UNIQUE (consumer_group, topic, partition, record_offset)
     );
     CREATE INDEX held_record_waits ON held_record (waits_for) WHERE state = 'waiting';
     CREATE INDEX held_record_key ON held_record (consumer_group, message_key) WHERE state IN ('parked', 'queued', 'ready');
     CREATE INDEX held_record_ready ON held_record (consumer_group, record_offset) WHERE state = 'ready';
     CREATE TABLE held_record_audit (
       id uuid PRIMARY KEY,
       held_record_id uuid NOT NULL,
       action text NOT NULL CHECK (action IN ('mend', 'replay', 'discard')),
       actor_id text NOT NULL,
       reason text NOT NULL,
       body_before text,
       body_after text,
       acted_at timestamptz NOT NULL DEFAULT clock_timestamp()
     )`,
  ),
  sqlMigration(
    20260101005,
    'HeldRecordOfFact',
    // Its name is cut to 63 characters by PostgreSQL: looked up, not spelled out.
    `DO $$ BEGIN
       EXECUTE (SELECT format('ALTER TABLE held_record DROP CONSTRAINT %I', conname) FROM pg_constraint
                WHERE conrelid = 'held_record'::regclass AND contype = 'u');
       EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON held_record_audit FROM %I', replace(current_user, '_owner', '_app'));
     END $$;
     CREATE TRIGGER held_record_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON held_record_audit
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
  sqlMigration(
    20260305001,
    'WakeWaiting',
    // A function sees what was committed while it waited for the locks; one statement alone would not.
    `CREATE FUNCTION wake_waiting(keys text[]) RETURNS int LANGUAGE plpgsql AS $$
     DECLARE
       woken int;
     BEGIN
       PERFORM pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM (SELECT key FROM unnest(keys) key ORDER BY key) k;
       UPDATE held_record SET state = 'ready' WHERE state = 'waiting' AND waits_for = ANY (keys);
       GET DIAGNOSTICS woken = ROW_COUNT;
       RETURN woken;
     END $$;
     -- Each fact paid for it; only a republish of one type reads by it, and may read the table.
     DROP INDEX fact_type_time`,
  ),
  sqlMigration(
    20260390001,
    'SequenceKeyOfGroup',
    `UPDATE held_record SET waits_for = 'sequence:' || consumer_group || ':' || substr(waits_for, 10)
     WHERE state = 'waiting' AND waits_for LIKE 'sequence:%'`,
  ),
  sqlMigration(
    20260391001,
    'DiscardByTwo',
    `ALTER TABLE held_record_audit DROP CONSTRAINT held_record_audit_action_check,
       ADD CHECK (action IN ('mend', 'replay', 'ask-discard', 'discard'));
     CREATE INDEX held_record_audit_of ON held_record_audit (held_record_id, acted_at)`,
  ),
];
