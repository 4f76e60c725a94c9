import { actsAsLedger } from './rights.sql.js';

/**
 * post_transfers(accounts, transfers): the ledger's only writer; answers how many legs it posted. Whatever does not fit fails the call.
 * A known event posts nothing again. Every leg gets the next version of both its accounts, and each account is written once. After no
 * event may a stage be below zero, also if a later one of the call would fill it again.
 * Accounts come in id order and are locked in it, lines before holdings, so that two calls cannot deadlock; new lines are opened before
 * any is locked: whoever waits for another to open one holds none. A leg names its two accounts by position, lines first.
 */
export const LEDGER_WRITER = `
  CREATE OR REPLACE FUNCTION post_transfers(
    l_id uuid[], l_book text[], l_stage text[], l_line uuid[], l_year int[], l_jurisdiction text[],
    h_id uuid[], h_stage text[], h_holder uuid[], h_line uuid[], h_year int[], h_jurisdiction text[],
    leg_event uuid[], leg_no int[], leg_reason text[], leg_from int[], leg_to int[], leg_amount bigint[], leg_purchase uuid[],
    leg_jurisdiction text[], posted timestamptz, OUT legs int
  ) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off AS $$
  DECLARE
    lines int := cardinality(l_id);
    accounts uuid[] := l_id || h_id;
    total int := cardinality(leg_event);
    no_holdings bigint[] := array_fill(0::bigint, ARRAY[cardinality(h_id)]);
    -- As the accounts stood before the call.
    balances bigint[];
    versions bigint[];
    is_new boolean[] := array_fill(true, ARRAY[cardinality(h_id)]);
    -- What the call does to them: the sum, its lowest after any event, and how many legs.
    changes bigint[] := array_fill(0::bigint, ARRAY[cardinality(accounts)]);
    lowest bigint[] := changes;
    steps bigint[] := changes;
    -- A leg's place among those of its accounts; null for what is known.
    from_step bigint[] := array_fill(NULL::bigint, ARRAY[total]);
    to_step bigint[] := from_step;
    known uuid[];
    first int := 1;
    debited int;
    credited int;
    held record;
  BEGIN
    FOR i IN 2 .. cardinality(accounts) LOOP
      IF accounts[i] <= accounts[i - 1] AND i <> lines + 1 THEN
        RAISE EXCEPTION 'the accounts of a call must come in the order of their ids' USING ERRCODE = 'data_exception';
      END IF;
    END LOOP;
    IF (SELECT count(*) FROM line_account a WHERE a.id = ANY (l_id)) < lines THEN
      INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction)
      SELECT * FROM unnest(l_id, l_book, l_stage, l_line, l_year, l_jurisdiction) ON CONFLICT DO NOTHING;
    END IF;
    SELECT coalesce(array_agg(k.balance_fen), '{}') || no_holdings, coalesce(array_agg(k.version), '{}') || no_holdings INTO balances, versions
    FROM (SELECT a.balance_fen, a.version FROM line_account a WHERE a.id = ANY (l_id) ORDER BY a.id FOR UPDATE) k;

    SELECT array_agg(t.event_id) INTO known FROM ledger_transfer t WHERE t.event_id = ANY (leg_event) AND t.leg = 0;
    FOR i IN 1 .. total LOOP
      debited := leg_from[i];
      credited := leg_to[i];
      IF accounts[debited] IS NULL OR accounts[credited] IS NULL THEN
        RAISE EXCEPTION 'a transfer names an account that is not among those of the call' USING ERRCODE = 'foreign_key_violation';
      END IF;
      IF known IS NULL OR NOT leg_event[i] = ANY (known) THEN
        changes[debited] := changes[debited] - leg_amount[i];
        changes[credited] := changes[credited] + leg_amount[i];
        steps[debited] := steps[debited] + 1;
        steps[credited] := steps[credited] + 1;
        from_step[i] := steps[debited];
        to_step[i] := steps[credited];
      END IF;
      IF i = total OR leg_event[i + 1] <> leg_event[i] THEN
        FOR of_event IN first .. i LOOP
          debited := leg_from[of_event];
          lowest[debited] := least(lowest[debited], changes[debited]);
        END LOOP;
        first := i + 1;
      END IF;
    END LOOP;

    UPDATE line_account a SET balance_fen = a.balance_fen + n.change, version = a.version + n.steps
    FROM unnest(l_id, changes[:lines], steps[:lines]) AS n(id, change, steps)
    WHERE a.id = n.id AND n.steps > 0;
    -- Row by row in the order of the list, which is that of the ids.
    FOR held IN
      UPDATE holding_account a SET balance_fen = a.balance_fen + n.change, version = a.version + n.steps
      FROM unnest(h_id, changes[lines + 1:], steps[lines + 1:]) WITH ORDINALITY AS n(id, change, steps, at)
      WHERE a.id = n.id AND n.steps > 0
      RETURNING n.at, old.balance_fen, old.version
    LOOP
      is_new[held.at] := false;
      balances[lines + held.at] := held.balance_fen;
      versions[lines + held.at] := held.version;
    END LOOP;
    FOR i IN 1 .. cardinality(accounts) LOOP
      IF balances[i] + lowest[i] < 0 AND (i > lines OR l_stage[i] <> 'authority') THEN
        RAISE EXCEPTION 'account % violates the check constraint that no stage falls below zero', accounts[i] USING ERRCODE = 'check_violation';
      END IF;
    END LOOP;
    BEGIN
      INSERT INTO holding_account (id, stage, holder_id, line_id, fiscal_year, jurisdiction, balance_fen, version)
      SELECT n.id, n.stage, n.holder, n.line, n.year, n.jurisdiction, n.change, n.steps
      FROM unnest(h_id, h_stage, h_holder, h_line, h_year, h_jurisdiction, changes[lines + 1:], steps[lines + 1:], is_new)
        AS n(id, stage, holder, line, year, jurisdiction, change, steps, is_new)
      WHERE n.is_new AND n.steps > 0;
      INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version,
                                   purchase_id, jurisdiction, posted_at)
      SELECT n.event, n.no, n.reason, accounts[n.debited], accounts[n.credited], n.amount,
             versions[n.debited] + n.from_step, versions[n.credited] + n.to_step, n.purchase, n.jurisdiction, posted
      FROM unnest(leg_event, leg_no, leg_reason, leg_from, leg_to, leg_amount, leg_purchase, leg_jurisdiction, from_step, to_step)
        AS n(event, no, reason, debited, credited, amount, purchase, jurisdiction, from_step, to_step)
      WHERE n.from_step IS NOT NULL;
      GET DIAGNOSTICS legs = ROW_COUNT;
    EXCEPTION WHEN unique_violation THEN
      RAISE EXCEPTION 'an account was opened, or the event posted, by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END;
  END $$;`;

/** Only who may call it is the app role; it works with the rights of a role that nobody logs in as. */
export const LEDGER_WRITER_GRANTS = actsAsLedger('post_transfers', 21);
