import pg from 'pg';

export interface AccountRow {
  readonly id: string;
  readonly book: string;
  readonly stage: string;
  readonly balance_fen: string;
  readonly version: string;
}

export interface TransferRow {
  readonly event_id: string;
  readonly leg: number;
  readonly reason: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount_fen: string;
  readonly from_version: string;
  readonly to_version: string;
  readonly purchase_id: string | null;
}

export interface FactRow {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: string;
  readonly causation_id: string | null;
  readonly body: string;
}

/** What one service has, read in one transaction, so that it is one moment. */
export interface ServiceSnapshot {
  readonly facts: readonly FactRow[];
  readonly outbox: number;
  readonly inbox: ReadonlyMap<string, ReadonlySet<string>>;
  readonly offsets: readonly { consumer_group: string; topic: string; partition: number; next_offset: string }[];
  readonly held: readonly { state: string; topic: string; message_key: string; fact_type: string | null; waits_for: string | null; reason: string | null }[];
  readonly tasks: readonly { kind: string; key: string; state: string; last_error: string | null }[];
}

export interface FundingSnapshot extends ServiceSnapshot {
  readonly accounts: readonly AccountRow[];
  readonly transfers: readonly TransferRow[];
  readonly tranches: readonly { id: string; contract_id: string; stage: string; released_fen: string }[];
  readonly orders: readonly { id: string; tranche_id: string; status: string; amount_fen: string }[];
  readonly attempts: readonly { id: string; order_id: string; end_to_end_id: string; status: string; amount_fen: string }[];
  readonly entries: readonly { entry_ref: string; end_to_end_id: string; direction: string; amount_fen: string; outcome: string }[];
}

export interface StandingRow {
  readonly jurisdiction: string;
  readonly period: string;
  readonly category: string;
  readonly agency_org_id: string;
  readonly contracts: number;
  readonly weighted_sum: string;
  readonly weight_sum: string;
  readonly results: number;
  readonly faults: number;
}

export interface OversightSnapshot extends ServiceSnapshot {
  readonly standings: readonly StandingRow[];
  /** The audit trail, each jurisdiction in its order, its seals, and the ids of facts that wait for one. */
  readonly entries: readonly { jurisdiction: string; position: string; fact_id: string; content_sha256: string; hash: string }[];
  readonly seals: readonly { jurisdiction: string; no: number; last_position: string; hash: string }[];
  readonly unsealed: readonly string[];
}

type Query = <Row extends object>(sql: string) => Promise<Row[]>;

export const fundingSnapshot = (url: string): Promise<FundingSnapshot> =>
  atOnce(url, async (query) => ({
    ...(await serviceSnapshot(query)),
    accounts: await query(
      `SELECT id, book, stage, balance_fen, version FROM line_account
       UNION ALL SELECT id, 'budget', stage, balance_fen, version FROM holding_account`,
    ),
    transfers: await query(
      `SELECT event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, purchase_id FROM ledger_transfer ORDER BY position`,
    ),
    tranches: await query(`SELECT id, contract_id, stage, released_fen FROM tranche`),
    orders: await query(`SELECT id, tranche_id, status, amount_fen FROM payment_order`),
    attempts: await query(`SELECT id, order_id, end_to_end_id, status, amount_fen FROM payment_attempt`),
    entries: await query(`SELECT entry_ref, end_to_end_id, direction, amount_fen, outcome FROM statement_entry`),
  }));

export const oversightSnapshot = (url: string): Promise<OversightSnapshot> =>
  atOnce(url, async (query) => ({
    ...(await serviceSnapshot(query)),
    standings: await query(`SELECT * FROM ranking_standing`),
    entries: await query(`SELECT jurisdiction, position, fact_id, content_sha256, hash FROM audit_entry ORDER BY jurisdiction, position`),
    seals: await query(`SELECT jurisdiction, no, last_position, hash FROM audit_seal`),
    unsealed: (await query<{ fact_id: string }>(`SELECT fact_id FROM audit_unsealed`)).map(({ fact_id }) => fact_id),
  }));

async function serviceSnapshot(query: Query): Promise<ServiceSnapshot> {
  const inbox = new Map<string, Set<string>>();
  for (const row of await query<{ consumer_group: string; fact_id: string }>(`SELECT consumer_group, fact_id FROM inbox`)) {
    inbox.set(row.consumer_group, (inbox.get(row.consumer_group) ?? new Set()).add(row.fact_id));
  }
  const [queued] = await query<{ count: number }>(`SELECT count(*)::int AS count FROM outbox`);
  return {
    facts: await query(`SELECT id, type, subject, sequence, causation_id, body FROM fact ORDER BY subject, sequence`),
    outbox: queued?.count ?? 0,
    inbox,
    offsets: await query(`SELECT consumer_group, topic, partition, next_offset FROM consumer_offset`),
    held: await query(`SELECT state, topic, message_key, fact_type, waits_for, reason FROM held_record WHERE state <> 'discarded'`),
    tasks: await query(
      `SELECT kind, key, state, last_error FROM due_task
       WHERE state IN ('claimed', 'failed') OR (state = 'due' AND clock = 'machine' AND due_at <= clock_timestamp())`,
    ),
  };
}

async function atOnce<Result>(url: string, read: (query: Query) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows);
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end().catch(() => undefined);
  }
}
