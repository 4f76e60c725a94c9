import { actsAsLedger } from './rights.sql.js';

/**
 * post_transfers(accounts, transfers): the ledger's only writer. Locks the accounts in id order, lines before holdings, and decides
 * one event after the other in memory: a known event posts nothing again; one that would leave a stage below zero does not fit.
 * `strict` fails then; otherwise what fits is posted, the answer names the events that do not, and what comes behind one of them for
 * the same purchase is left undecided, since it may rest on it. Every leg gets the next version of both its accounts, each account is
 * written once, and all stay locked for another try. New lines are opened before any is locked: whoever waits for another to open one
 * holds none.
 * Accounts come in id order; a leg names its two by position, lines first. Whoever is no account of the call fails it.
 * The writer before it, which takes other arguments, stays for processes of the release before, until a later one contracts.
 */
export const LEDGER_EVENT_WRITER = `
  CREATE OR REPLACE FUNCTION post_transfers(
    l_id uuid[], l_book text[], l_stage text[], l_line uuid[], l_year int[], l_jurisdiction text[],
    h_id uuid[], h_stage text[], h_holder uuid[], h_line uuid[], h_year int[], h_jurisdiction text[],
    leg_event uuid[], leg_no int[], leg_reason text[], leg_from int[], leg_to int[], leg_amount bigint[], leg_purchase uuid[],
    leg_jurisdiction text[], posted timestamptz, strict boolean, OUT legs int, OUT refused uuid[]
  ) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off AS $$
  DECLARE
    lines int := cardinality(l_id);
    accounts uuid[] := l_id || h_id;
    total int := cardinality(leg_event);
    found_id uuid[];
    found_balance bigint[];
    found_version bigint[];
    balances bigint[] := array_fill(0::bigint, ARRAY[cardinality(accounts)]);
    versions bigint[] := balances;
    is_new boolean[] := array_fill(true, ARRAY[cardinality(accounts)]);
    from_version bigint[] := array_fill(NULL::bigint, ARRAY[total]);
    to_version bigint[] := from_version;
    known uuid[];
    stopped uuid[] := '{}';
    first int := 1;
    next int;
    debited int;
    credited int;
    fits boolean;
    new_holdings int;
    written int;
  BEGIN
    legs := 0;
    refused := '{}';
    IF (SELECT count(*) FROM line_account a WHERE a.id = ANY (l_id)) < lines THEN
      INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction)
      SELECT * FROM unnest(l_id, l_book, l_stage, l_line, l_year, l_jurisdiction) ON CONFLICT DO NOTHING;
    END IF;
    SELECT array_agg(k.id), array_agg(k.balance_fen), array_agg(k.version) INTO found_id, found_balance, found_version
    FROM (SELECT a.id, a.balance_fen, a.version FROM line_account a WHERE a.id = ANY (l_id) ORDER BY a.id FOR UPDATE) k;
    SELECT found_id || array_agg(k.id), found_balance || array_agg(k.balance_fen), found_version || array_agg(k.version)
    INTO found_id, found_balance, found_version
    FROM (SELECT a.id, a.balance_fen, a.version FROM holding_account a WHERE a.id = ANY (h_id) ORDER BY a.id FOR UPDATE) k;
    next := 1;
    FOR at IN 1 .. cardinality(accounts) LOOP
      IF accounts[at] = found_id[next] THEN
        balances[at] := found_balance[next];
        versions[at] := found_version[next];
        is_new[at] := false;
        next := next + 1;
      END IF;
    END LOOP;
    IF next <= coalesce(cardinality(found_id), 0) THEN
      RAISE EXCEPTION 'the accounts of a call must come in the order of their ids' USING ERRCODE = 'data_exception';
    END IF;

    SELECT array_agg(t.event_id) INTO known FROM ledger_transfer t WHERE t.event_id = ANY (leg_event) AND t.leg = 0;
    WHILE first <= total LOOP
      next := first;
      fits := true;
      WHILE next <= total AND leg_event[next] = leg_event[first] LOOP
        next := next + 1;
      END LOOP;
      IF (known IS NULL OR NOT leg_event[first] = ANY (known))
         AND (leg_purchase[first] IS NULL OR NOT leg_purchase[first] = ANY (stopped)) THEN
        FOR i IN first .. next - 1 LOOP
          debited := leg_from[i];
          credited := leg_to[i];
          IF accounts[debited] IS NULL OR accounts[credited] IS NULL THEN
            RAISE EXCEPTION 'a transfer names an account that is not among those of the call' USING ERRCODE = 'foreign_key_violation';
          END IF;
          balances[debited] := balances[debited] - leg_amount[i];
          balances[credited] := balances[credited] + leg_amount[i];
          versions[debited] := versions[debited] + 1;
          versions[credited] := versions[credited] + 1;
          from_version[i] := versions[debited];
          to_version[i] := versions[credited];
        END LOOP;
        FOR i IN first .. next - 1 LOOP
          IF balances[leg_from[i]] < 0 AND l_stage[leg_from[i]] IS DISTINCT FROM 'authority' THEN
            fits := false;
          END IF;
        END LOOP;
        IF NOT fits THEN
          IF strict THEN
            RAISE EXCEPTION 'event % violates the check constraint that no stage falls below zero', leg_event[first] USING ERRCODE = 'check_violation';
          END IF;
          refused := refused || leg_event[first];
          IF leg_purchase[first] IS NOT NULL THEN
            stopped := stopped || leg_purchase[first];
          END IF;
          FOR i IN first .. next - 1 LOOP
            balances[leg_from[i]] := balances[leg_from[i]] + leg_amount[i];
            balances[leg_to[i]] := balances[leg_to[i]] - leg_amount[i];
            versions[leg_from[i]] := versions[leg_from[i]] - 1;
            versions[leg_to[i]] := versions[leg_to[i]] - 1;
            from_version[i] := NULL;
            to_version[i] := NULL;
          END LOOP;
        END IF;
      END IF;
      first := next;
    END LOOP;

    UPDATE line_account a SET balance_fen = n.balance, version = n.version
    FROM unnest(l_id, balances[:lines], versions[:lines]) AS n(id, balance, version)
    WHERE a.id = n.id AND a.version <> n.version;
    UPDATE holding_account a SET balance_fen = n.balance, version = n.version
    FROM unnest(h_id, balances[lines + 1:], versions[lines + 1:]) AS n(id, balance, version)
    WHERE a.id = n.id AND a.version <> n.version;
    INSERT INTO holding_account (id, stage, holder_id, line_id, fiscal_year, jurisdiction, balance_fen, version)
    SELECT n.id, n.stage, n.holder, n.line, n.year, n.jurisdiction, n.balance, n.version
    FROM unnest(h_id, h_stage, h_holder, h_line, h_year, h_jurisdiction,
                balances[lines + 1:], versions[lines + 1:], is_new[lines + 1:])
      AS n(id, stage, holder, line, year, jurisdiction, balance, version, is_new)
    WHERE n.is_new AND n.version > 0 ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    SELECT count(*) INTO new_holdings FROM unnest(is_new[lines + 1:], versions[lines + 1:]) AS n(is_new, version) WHERE n.is_new AND n.version > 0;
    IF written < new_holdings THEN
      RAISE EXCEPTION 'an account was opened by somebody else meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version,
                                 purchase_id, jurisdiction, posted_at)
    SELECT n.event, n.no, n.reason, accounts[n.debited], accounts[n.credited], n.amount, n.from_version, n.to_version,
           n.purchase, n.jurisdiction, posted
    FROM unnest(leg_event, leg_no, leg_reason, leg_from, leg_to, leg_amount, leg_purchase, leg_jurisdiction, from_version, to_version)
      AS n(event, no, reason, debited, credited, amount, purchase, jurisdiction, from_version, to_version)
    WHERE n.from_version IS NOT NULL;
    GET DIAGNOSTICS legs = ROW_COUNT;
  END $$;`;

/** Only who may call it is the app role; it works with the rights of a role that nobody logs in as. */
export const LEDGER_EVENT_WRITER_GRANTS = actsAsLedger('post_transfers', 22);
