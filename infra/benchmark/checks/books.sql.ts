import type { Invariant } from './invariant.js';
import { PGLEDGER_BOOKS } from './pgledger.sql.js';

const OUTCOMES: readonly Invariant[] = [
  {
    name: 'every result has exactly one outcome',
    counterexamples: `SELECT p.result_id, count(o.type) AS outcomes FROM produced p LEFT JOIN outcome o USING (result_id) GROUP BY 1 HAVING count(o.type) <> 1`,
  },
  {
    name: 'what is within the budget is released, what is over it is withheld on record',
    counterexamples: `SELECT result_id, over, type FROM produced JOIN outcome USING (result_id)
      WHERE type <> CASE WHEN over THEN 'funding.tranche-withheld.v1' ELSE 'funding.tranche-released.v1' END`,
  },
  {
    name: 'no outcome without a result',
    counterexamples: `SELECT o.result_id, o.type FROM outcome o LEFT JOIN produced p USING (result_id) WHERE p.result_id IS NULL`,
  },
];

/** Balances, versions and stages of the ledger. */
export const BOOKS: readonly Invariant[] = [
  {
    name: 'each balance is the sum of its transfers, each version their number, and no number is missing or twice',
    counterexamples: `
      WITH side AS (SELECT from_account AS id, -amount_fen AS change, from_version AS version FROM ledger_transfer
                    UNION ALL SELECT to_account, amount_fen, to_version FROM ledger_transfer),
           replayed AS (SELECT id, sum(change) AS balance, count(*) AS legs, max(version) AS last, count(DISTINCT version) AS numbers, min(version) AS first
                        FROM side GROUP BY id),
           account AS (SELECT id, balance_fen, version FROM line_account UNION ALL SELECT id, balance_fen, version FROM holding_account)
      SELECT * FROM replayed FULL JOIN account USING (id)
      WHERE coalesce(balance, 0) IS DISTINCT FROM balance_fen OR coalesce(legs, 0) IS DISTINCT FROM version
         OR (legs > 0 AND (last <> legs OR numbers <> legs OR first <> 1))`,
  },
  {
    name: 'both books sum to zero',
    counterexamples: `
      SELECT book, sum(balance_fen) FROM (SELECT book, balance_fen FROM line_account UNION ALL SELECT 'budget', balance_fen FROM holding_account) a
      GROUP BY book HAVING sum(balance_fen) <> 0`,
  },
  {
    name: 'no account but authority is below zero',
    counterexamples: `SELECT id, stage, balance_fen FROM line_account WHERE balance_fen < 0 AND stage <> 'authority'
      UNION ALL SELECT id, stage, balance_fen FROM holding_account WHERE balance_fen < 0`,
  },
  {
    name: 'no tranche became payable twice',
    counterexamples: `SELECT h.holder_id, count(*) FROM ledger_transfer t JOIN holding_account h ON h.id = t.to_account AND h.stage = 'payable'
      GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: 'what is owed in the budget book is owed in the cash book',
    counterexamples: `
      WITH budget AS (SELECT line_id, sum(balance_fen) AS fen FROM holding_account WHERE stage = 'payable' GROUP BY 1),
           cash AS (SELECT line_id, sum(balance_fen) AS fen FROM line_account WHERE stage = 'owed' GROUP BY 1)
      SELECT * FROM budget FULL JOIN cash USING (line_id) WHERE coalesce(budget.fen, 0) <> coalesce(cash.fen, 0)`,
  },
];

/** Each tranche against what its result said and what the ledger holds for it. */
const TRANCHES: readonly Invariant[] = [
  {
    name: 'a released tranche is payable in full, any other has nothing',
    counterexamples: `
      SELECT t.id, t.stage, t.released_fen, h.balance_fen, e.type
      FROM tranche t
      LEFT JOIN holding_account h ON h.holder_id = t.id AND h.stage = 'payable'
      LEFT JOIN (SELECT tranche_id, max(type) AS type FROM outcome GROUP BY 1) e ON e.tranche_id = t.id
      WHERE t.stage IN ('committed', 'payable')
        AND CASE WHEN e.type = 'funding.tranche-released.v1' THEN t.stage <> 'payable' OR t.released_fen <> t.amount_fen OR h.balance_fen IS DISTINCT FROM t.amount_fen
                 ELSE t.stage <> 'committed' OR t.released_fen <> 0 OR coalesce(h.balance_fen, 0) <> 0 END`,
  },
];

/** What only a service has that keeps its facts: what it published is what it keeps, and nothing is left in its hands. */
const FACTS: readonly Invariant[] = [
  {
    name: 'facts of the run are caused by its results',
    counterexamples: `SELECT f.id, f.type FROM fact f WHERE f.causation_id NOT IN (SELECT result_id FROM produced) AND f.id IN (SELECT fact_id FROM read_back)`,
  },
  {
    name: 'what was read back is what the fact table keeps',
    counterexamples: `
      WITH kept AS (SELECT f.id, f.type, f.body FROM fact f JOIN produced p ON p.result_id = f.causation_id),
           seen AS (SELECT DISTINCT fact_id, type, body FROM read_back)
      SELECT id, fact_id FROM kept FULL JOIN seen ON seen.fact_id = kept.id AND seen.type = kept.type AND seen.body = kept.body
      WHERE id IS NULL OR fact_id IS NULL`,
  },
  { name: 'the outbox is empty', counterexamples: 'SELECT fact_id FROM outbox' },
  { name: 'nothing waits or is parked', counterexamples: 'SELECT id, state, waits_for, left(reason, 200) AS reason FROM held_record' },
];

const SEEN: readonly Invariant[] = [{ name: 'the inbox has every result', counterexamples: 'SELECT result_id FROM produced EXCEPT SELECT fact_id FROM inbox' }];

export const FUNDING_INVARIANTS: readonly Invariant[] = [...OUTCOMES, ...SEEN, ...BOOKS, ...TRANCHES, ...FACTS];
/** The same work done by others, who keep no facts. */
export const PEER_INVARIANTS: readonly Invariant[] = [...OUTCOMES, ...SEEN, ...BOOKS, ...TRANCHES];
export const PGLEDGER_INVARIANTS: readonly Invariant[] = [...OUTCOMES, ...SEEN, ...PGLEDGER_BOOKS];
