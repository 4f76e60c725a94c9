/** What is written for each purchase beside the ledger; `$history` ones stand at their end, the others wait for a result. */
const CONDITIONS = `'[{"kind": "evaluation", "evaluationCode": "final"}]'::jsonb`;
const PAY_FACTORS = `'[{"grade": "excellent", "factorBp": 10000, "effect": "release"}, {"grade": "good", "factorBp": 10000, "effect": "release"},
  {"grade": "pass", "factorBp": 10000, "effect": "release-after-rectification"}, {"grade": "fail", "factorBp": 0, "effect": "hold"}]'::jsonb`;

const contracts = (from: string): string => `
  INSERT INTO contract (id, purchase_id, jurisdiction, revision, contract_no, title, agency_org_id, agency_name, purchaser_org_id, purchaser_name,
                        price_fen, original_price_fen, payee_account_id, sme_flag, profile_version, state, signed_at)
  SELECT contract_id, purchase_id, '510104', 1, 'GF-' || n, '社区社会工作服务', agency_org_id, '示例社会工作服务中心', agency_org_id, '示例民政局',
         amount_fen, amount_fen, agency_org_id, true, '510104@2026-01-01', 'active', '2026-03-02T01:00:00Z' FROM ${from};
  INSERT INTO commitment (id, contract_id, line_id, fiscal_year, jurisdiction, amount_fen, made_at)
  SELECT commitment_id, contract_id, line_id, 2026, '510104', committed_fen, '2026-03-02T01:00:00Z' FROM ${from} JOIN (SELECT DISTINCT line, line_id FROM seed_line) l USING (line);
  INSERT INTO tranche (id, contract_id, purchase_id, agency_org_id, jurisdiction, tranche_no, share_bp, amount_fen, covers_fen, conditions, pay_factors,
                       attempts_allowed, stage, stage_since, evidence, revision, released_fen, factor_bp)
  SELECT tranche_id, contract_id, purchase_id, agency_org_id, '510104', 1, 10000, amount_fen, amount_fen, ${CONDITIONS}, ${PAY_FACTORS}, 2,
         stage, '2026-03-02T01:00:00Z', evidence, revision, CASE revision WHEN 1 THEN amount_fen ELSE 0 END, revision * 10000 FROM ${from};
  INSERT INTO tranche_allocation (tranche_id, position, jurisdiction, commitment_id, line_id, fiscal_year, amount_fen)
  SELECT tranche_id, 0, '510104', commitment_id, line_id, 2026, amount_fen FROM ${from} JOIN (SELECT DISTINCT line, line_id FROM seed_line) l USING (line);`;

export const PURCHASES = `
  CREATE TEMP VIEW waiting_purchase AS SELECT *, 'committed'::text AS stage, '[]'::jsonb AS evidence, 0 AS revision FROM seed_purchase;
  ${contracts('waiting_purchase')}`;

/** Purchases that went all the way, with what their results left in inbox, facts and streams. */
export const HISTORY = `
  CREATE TEMP TABLE past_purchase AS
  SELECT n, uuidv7() AS purchase_id, uuidv7() AS contract_id, uuidv7() AS tranche_id, uuidv7() AS commitment_id, uuidv7() AS agency_org_id,
         n % current_setting('bench.lines')::int AS line, 10000000 + n % 1000 * 1000::bigint AS amount_fen, 10000000 + n % 1000 * 1000::bigint AS committed_fen,
         gen_random_uuid() AS reserved, gen_random_uuid() AS committed, gen_random_uuid() AS payable, gen_random_uuid() AS in_transit,
         uuidv7() AS attempt_id, gen_random_uuid() AS result_fact_id, gen_random_uuid() AS fact_id,
         'disbursed'::text AS stage, '[]'::jsonb AS evidence, 1 AS revision
  FROM generate_series(1, current_setting('bench.history')::int) n;
  UPDATE past_purchase SET evidence = jsonb_build_array(jsonb_build_object('factId', result_fact_id, 'evidence', jsonb_build_object(
    'kind', 'evaluation', 'evaluationCode', 'final', 'resultId', attempt_id, 'attempt', 1, 'revision', 1, 'grade', 'good')));
  ANALYZE past_purchase;
  ${contracts('past_purchase')}
  INSERT INTO inbox (consumer_group, fact_id) SELECT 'funding', result_fact_id FROM past_purchase;
  INSERT INTO stream_position (consumer_group, topic, subject, last_sequence) SELECT 'funding', 'evaluation', purchase_id, 1 FROM past_purchase;
  INSERT INTO fact_stream (subject, last_sequence) SELECT purchase_id, 1 FROM past_purchase;
  INSERT INTO fact (id, type, subject, sequence, time, jurisdiction, actor_id, classification, correlation_id, causation_id, traceparent, body)
  SELECT fact_id, 'funding.tranche-released.v1', purchase_id, 1, '2026-03-02T01:00:00Z', '510104', 'service:funding', 'internal', purchase_id, result_fact_id,
         '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
         json_build_object('trancheId', tranche_id, 'trancheNo', 1, 'contractId', contract_id, 'agencyOrgId', agency_org_id, 'fen', amount_fen::text, 'deductedFen', '0',
           'factorBp', 10000, 'parts', json_build_array(json_build_object('commitmentId', commitment_id, 'lineId', line_id, 'year', 2026, 'fen', amount_fen::text)),
           'revision', 1, 'rules', json_build_array('R109'), 'evidenceIds', json_build_array(result_fact_id), 'waitingFor', json_build_array())::text
  FROM past_purchase JOIN (SELECT DISTINCT line, line_id FROM seed_line) l USING (line);`;

/**
 * Every transfer that made these balances, in order: what the lines got, what history moved, what is committed now. A line has no more
 * than is committed, since what a commitment lacks would come from its line.
 */
export const TRANSFERS = `
  CREATE TEMP TABLE seed_transfer (ord bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, leg int, reason text, from_id uuid, to_id uuid, amount bigint, purchase_id uuid);
  CREATE TEMP VIEW line_of AS
  SELECT line, line_id, max(account::text) FILTER (WHERE book = 'budget' AND stage = 'authority')::uuid AS authority,
         max(account::text) FILTER (WHERE book = 'budget' AND stage = 'available')::uuid AS available,
         max(account::text) FILTER (WHERE book = 'budget' AND stage = 'disbursed')::uuid AS disbursed,
         max(account::text) FILTER (WHERE book = 'cash' AND stage = 'authority')::uuid AS cash,
         max(account::text) FILTER (WHERE stage = 'treasury')::uuid AS treasury, max(account::text) FILTER (WHERE stage = 'owed')::uuid AS owed,
         max(account::text) FILTER (WHERE stage = 'outgoing')::uuid AS outgoing, max(account::text) FILTER (WHERE stage = 'paid')::uuid AS paid
  FROM seed_line GROUP BY line, line_id;
  INSERT INTO seed_transfer (event_id, leg, reason, from_id, to_id, amount, purchase_id)
  SELECT line_id, leg, 'opened', CASE leg WHEN 0 THEN authority ELSE cash END, CASE leg WHEN 0 THEN available ELSE treasury END,
         CASE leg WHEN 0 THEN greatest(1, needed) ELSE 10::bigint ^ 16 END, NULL
  FROM line_of, generate_series(0, 1) leg, LATERAL (
    SELECT coalesce((SELECT sum(amount_fen) FROM past_purchase p WHERE p.line = line_of.line), 0)
         + coalesce((SELECT sum(committed_fen) FROM seed_purchase p WHERE p.line = line_of.line), 0) AS needed) n ORDER BY line, leg;
  INSERT INTO seed_transfer (event_id, leg, reason, from_id, to_id, amount, purchase_id)
  SELECT event_id, leg, reason, from_id, to_id, p.amount_fen, purchase_id FROM past_purchase p JOIN line_of l USING (line), LATERAL (VALUES
    (1, purchase_id, 0, 'reserved', available, reserved), (2, contract_id, 0, 'committed', reserved, committed),
    (3, tranche_id, 0, 'released', committed, payable), (4, tranche_id, 1, 'released', treasury, owed),
    (5, attempt_id, 0, 'instructed', payable, in_transit), (6, attempt_id, 1, 'instructed', owed, outgoing),
    (7, fact_id, 0, 'settled', in_transit, disbursed), (8, fact_id, 1, 'settled', outgoing, paid)
  ) AS t(step, event_id, leg, reason, from_id, to_id) ORDER BY n, step;
  INSERT INTO seed_transfer (event_id, leg, reason, from_id, to_id, amount, purchase_id)
  SELECT event_id, 0, reason, from_id, to_id, p.committed_fen, purchase_id FROM seed_purchase p JOIN line_of l USING (line), LATERAL (VALUES
    (1, purchase_id, 'reserved', available, reserved), (2, contract_id, 'committed', reserved, committed)
  ) AS t(step, event_id, reason, from_id, to_id) ORDER BY n, step;
  ANALYZE seed_transfer;`;

/** Transfers with the versions that they have in their order, and accounts as these leave them. */
export const BOOKS = `
  CREATE TEMP TABLE seed_side AS SELECT ord, to_side, id, change, row_number() OVER (PARTITION BY id ORDER BY ord) AS version
  FROM (SELECT ord, false AS to_side, from_id AS id, -amount AS change FROM seed_transfer UNION ALL SELECT ord, true, to_id, amount FROM seed_transfer) s;
  ANALYZE seed_side;
  INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, purchase_id, jurisdiction, posted_at)
  SELECT event_id, leg, reason, from_id, to_id, amount, f.version, t.version, purchase_id, '510104', '2026-03-02T01:00:00Z'
  FROM seed_transfer s JOIN seed_side f ON f.ord = s.ord AND NOT f.to_side JOIN seed_side t ON t.ord = s.ord AND t.to_side ORDER BY s.ord;
  CREATE TEMP TABLE standing AS SELECT id, sum(change)::bigint AS balance_fen, max(version) AS version FROM seed_side GROUP BY id;
  INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction, balance_fen, version)
  SELECT id, book, stage, line_id, 2026, '510104', balance_fen, version FROM seed_line JOIN standing ON id = account;
  INSERT INTO holding_account (id, stage, holder_id, line_id, fiscal_year, jurisdiction, balance_fen, version)
  SELECT id, stage, holder, line_id, 2026, '510104', balance_fen, version FROM (
    SELECT line, reserved AS id, 'reserved' AS stage, purchase_id AS holder FROM seed_purchase
    UNION ALL SELECT line, committed, 'committed', commitment_id FROM seed_purchase
    UNION ALL SELECT line, reserved, 'reserved', purchase_id FROM past_purchase
    UNION ALL SELECT line, committed, 'committed', commitment_id FROM past_purchase
    UNION ALL SELECT line, payable, 'payable', tranche_id FROM past_purchase
    UNION ALL SELECT line, in_transit, 'in-transit', attempt_id FROM past_purchase
  ) h JOIN standing USING (id) JOIN (SELECT DISTINCT line, line_id FROM seed_line) l USING (line) ORDER BY holder;`;
