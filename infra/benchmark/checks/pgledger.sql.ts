import type { Invariant } from './invariant.js';

/** What must be true of pgledger's tables after a run, and of the tranches that were released by it. */
export const PGLEDGER_BOOKS: readonly Invariant[] = [
  {
    name: 'each balance is the sum of its entries, each version their number',
    counterexamples: `
      WITH replayed AS (SELECT account_id AS id, sum(amount) AS balance, count(*) AS legs, max(account_version) AS last, count(DISTINCT account_version) AS numbers
                        FROM pgledger_entries GROUP BY 1)
      SELECT id FROM replayed FULL JOIN pgledger_accounts a USING (id)
      WHERE coalesce(replayed.balance, 0) <> a.balance OR coalesce(legs, 0) <> version OR (legs > 0 AND (last <> legs OR numbers <> legs))`,
  },
  { name: 'the books sum to zero', counterexamples: 'SELECT sum(balance) FROM pgledger_accounts HAVING sum(balance) <> 0' },
  { name: 'no account but authority is below zero', counterexamples: `SELECT id FROM pgledger_accounts WHERE balance < 0 AND name <> 'authority'` },
  {
    name: 'what is payable is what tranches were released for',
    counterexamples: `
      SELECT fen, balance FROM (SELECT coalesce(sum(released_fen), 0) AS fen FROM tranche WHERE stage = 'payable') t,
        (SELECT coalesce(sum(balance), 0) AS balance FROM pgledger_accounts WHERE name = 'payable') a WHERE fen <> balance`,
  },
  {
    name: 'a released tranche is payable in full, any other has nothing',
    counterexamples: `
      SELECT t.id, t.stage, o.type FROM tranche t LEFT JOIN (SELECT tranche_id, max(type) AS type FROM outcome GROUP BY 1) o ON o.tranche_id = t.id
      WHERE t.stage IN ('committed', 'payable') AND (t.stage = 'payable' AND t.released_fen = t.amount_fen) IS DISTINCT FROM coalesce(o.type = 'funding.tranche-released.v1', false)`,
  },
];
