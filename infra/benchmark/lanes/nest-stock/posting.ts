import type { PoolClient } from 'pg';

/** A tranche that a result found committed, with the accounts that its release moves money between. */
export interface Release {
  readonly resultFactId: string;
  readonly trancheId: string;
  readonly purchaseId: string;
  readonly lineId: string;
  readonly amountFen: string;
  readonly committed: string;
  readonly payable: string;
  readonly treasury: string;
  readonly owed: string;
}

/** How the money is moved: two linked transfers, Committed → Payable and Treasury → Owed, in the caller's transaction. Throws when it does not suffice. */
export type Post = (client: PoolClient, release: Release) => Promise<void>;

/** One statement: four balances under their CHECK, two transfers with the versions that they gave. */
const POST = `
  WITH committed AS (UPDATE holding_account SET balance_fen = balance_fen - $3, version = version + 1 WHERE id = $4 RETURNING version),
       payable AS (INSERT INTO holding_account (id, stage, holder_id, line_id, fiscal_year, jurisdiction, balance_fen, version)
                   VALUES ($5, 'payable', $1, $8, 2026, '510104', $3, 1) RETURNING version),
       treasury AS (UPDATE line_account SET balance_fen = balance_fen - $3, version = version + 1 WHERE id = $6 RETURNING version),
       owed AS (UPDATE line_account SET balance_fen = balance_fen + $3, version = version + 1 WHERE id = $7 RETURNING version)
  INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, purchase_id, jurisdiction, posted_at)
  SELECT $1::uuid, 0, 'released', $4::uuid, $5::uuid, $3::bigint, committed.version, payable.version, $2::uuid, '510104', clock_timestamp() FROM committed, payable
  UNION ALL SELECT $1::uuid, 1, 'released', $6::uuid, $7::uuid, $3::bigint, treasury.version, owed.version, $2::uuid, '510104', clock_timestamp() FROM treasury, owed`;

export const postPlainly: Post = async (client, { trancheId, purchaseId, amountFen, committed, payable, treasury, owed, lineId }) => {
  await client.query({ name: 'post', text: POST, values: [trancheId, purchaseId, amountFen, committed, payable, treasury, owed, lineId] });
};

/** The same two transfers by pgledger's function, between accounts of the same names that were opened for it beforehand. */
export const postByPgledger: Post = async (client, { amountFen, committed, payable, treasury, owed }) => {
  const text = 'SELECT 1 FROM pgledger_create_transfers(ARRAY[($1::text, $2::text, $5::numeric)::transfer_request, ($3::text, $4::text, $5::numeric)::transfer_request])';
  await client.query({ name: 'post', text, values: [committed, payable, treasury, owed, amountFen] });
};
