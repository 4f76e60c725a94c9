import { actsAsLedger, writtenByLedger } from './rights.sql.js';

/**
 * The ledger's tables and its only writer. Line accounts (few, hot) live apart from holding accounts (many, each touched
 * a few times), so that the hot rows stay on few pages. docs/adr/0008 tells why.
 */
export const LEDGER_TABLES = `
  CREATE TABLE line_account (
    id uuid PRIMARY KEY,
    book text NOT NULL CHECK (book IN ('budget', 'cash')),
    stage text NOT NULL,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    jurisdiction text NOT NULL,
    balance_fen bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0,
    UNIQUE (book, stage, line_id, fiscal_year),
    CHECK (balance_fen >= 0 OR stage = 'authority')
  ) WITH (fillfactor = 50);
  CREATE TABLE holding_account (
    id uuid PRIMARY KEY,
    stage text NOT NULL,
    holder_id uuid NOT NULL,
    line_id uuid NOT NULL,
    fiscal_year int NOT NULL,
    jurisdiction text NOT NULL,
    balance_fen bigint NOT NULL DEFAULT 0 CHECK (balance_fen >= 0),
    version bigint NOT NULL DEFAULT 0,
    UNIQUE (holder_id, stage, line_id, fiscal_year)
  ) WITH (fillfactor = 80);
  CREATE TABLE ledger_transfer (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL,
    leg int NOT NULL,
    reason text NOT NULL,
    from_account uuid NOT NULL,
    to_account uuid NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    from_version bigint NOT NULL,
    to_version bigint NOT NULL,
    purchase_id uuid,
    jurisdiction text NOT NULL,
    posted_at timestamptz NOT NULL,
    CHECK (from_account <> to_account),
    UNIQUE (event_id, leg)
  );
  CREATE INDEX ledger_transfer_purchase ON ledger_transfer (purchase_id) WHERE purchase_id IS NOT NULL;
  CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

/**
 * post_transfers(accounts, transfers): opens unknown accounts, locks all of them in id order, gives every leg the next
 * version of both its accounts, updates each account once. A known (event, leg) posts nothing again. A balance that
 * would fall below zero fails the whole call by CHECK, and so does a leg of which one side is no account of the call.
 */
export const LEDGER_WRITER = `
  CREATE FUNCTION post_transfers(
    account_id uuid[], account_book text[], account_stage text[], account_holder uuid[], account_line uuid[],
    account_year int[], account_jurisdiction text[],
    transfer_event uuid[], transfer_leg int[], transfer_reason text[], transfer_from uuid[], transfer_to uuid[],
    transfer_amount bigint[], transfer_purchase uuid[], transfer_jurisdiction text[], posted timestamptz
  ) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off AS $$
  DECLARE
    posted_legs int;
    fresh_legs int;
  BEGIN
    INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction)
    SELECT a.id, a.book, a.stage, a.line, a.year, a.jurisdiction
    FROM unnest(account_id, account_book, account_stage, account_holder, account_line, account_year, account_jurisdiction)
      AS a(id, book, stage, holder, line, year, jurisdiction)
    WHERE a.holder IS NULL AND NOT EXISTS (SELECT 1 FROM line_account k WHERE k.id = a.id)
    ORDER BY a.id ON CONFLICT DO NOTHING;
    INSERT INTO holding_account (id, stage, holder_id, line_id, fiscal_year, jurisdiction)
    SELECT a.id, a.stage, a.holder, a.line, a.year, a.jurisdiction
    FROM unnest(account_id, account_book, account_stage, account_holder, account_line, account_year, account_jurisdiction)
      AS a(id, book, stage, holder, line, year, jurisdiction)
    WHERE a.holder IS NOT NULL
    ORDER BY a.id ON CONFLICT DO NOTHING;

    PERFORM 1 FROM line_account WHERE id = ANY (account_id) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM holding_account WHERE id = ANY (account_id) ORDER BY id FOR UPDATE;

    WITH fresh AS (
      SELECT t.* FROM unnest(transfer_event, transfer_leg, transfer_reason, transfer_from, transfer_to, transfer_amount,
                                  transfer_purchase, transfer_jurisdiction)
        WITH ORDINALITY AS t(event_id, leg, reason, from_id, to_id, amount, purchase_id, jurisdiction, ord)
      WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer k WHERE k.event_id = t.event_id AND k.leg = t.leg)
    ), side AS (
      SELECT ord, from_id AS id, -amount AS change FROM fresh
      UNION ALL SELECT ord, to_id, amount FROM fresh
    ), standing AS (
      SELECT id, version FROM line_account WHERE id = ANY (account_id)
      UNION ALL SELECT id, version FROM holding_account WHERE id = ANY (account_id)
    ), numbered AS (
      SELECT s.ord, s.id, s.change, b.version + row_number() OVER (PARTITION BY s.id ORDER BY s.ord) AS version
      FROM side s JOIN standing b USING (id)
    ), net AS (
      SELECT id, sum(change)::bigint AS change, max(version) AS version FROM numbered GROUP BY id
    ), lines AS (
      UPDATE line_account a SET balance_fen = a.balance_fen + n.change, version = n.version FROM net n WHERE a.id = n.id
    ), holdings AS (
      UPDATE holding_account a SET balance_fen = a.balance_fen + n.change, version = n.version FROM net n WHERE a.id = n.id
    ), written AS (
      INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version,
                                   purchase_id, jurisdiction, posted_at)
      SELECT f.event_id, f.leg, f.reason, f.from_id, f.to_id, f.amount, x.version, y.version, f.purchase_id, f.jurisdiction, posted
      FROM fresh f JOIN numbered x ON x.ord = f.ord AND x.id = f.from_id JOIN numbered y ON y.ord = f.ord AND y.id = f.to_id
      ORDER BY f.ord RETURNING 1
    )
    SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM fresh) INTO posted_legs, fresh_legs;
    IF posted_legs <> fresh_legs THEN
      RAISE EXCEPTION 'a transfer names an account that is not among those of the call' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN posted_legs;
  END $$;`;

/** The function belongs to a role nobody logs in as; the app role may read and call it, nothing else. */
export const LEDGER_GRANTS = `${writtenByLedger('line_account, holding_account', 'ledger_transfer')}
  ${actsAsLedger('post_transfers', 16)}`;
