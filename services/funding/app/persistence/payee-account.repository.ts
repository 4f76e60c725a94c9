import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Reads } from './reader.js';

interface StoredPayeeAccount {
  readonly id: Id;
  readonly orgId: Id;
  readonly jurisdiction: string;
  readonly holderName: string;
  readonly sealed: Buffer;
  readonly lastFour: string;
  readonly addedAt: string;
}

interface Row {
  readonly id: Id;
  readonly org_id: Id;
  readonly jurisdiction: string;
  readonly holder_name: string;
  readonly sealed: Buffer;
  readonly last_four: string;
  readonly added_at: Date;
}

const COLUMNS = 'id, org_id, jurisdiction, holder_name, sealed, last_four, added_at';

export async function insertPayeeAccount(tx: Tx, account: StoredPayeeAccount): Promise<void> {
  const { id, orgId, jurisdiction, holderName, sealed, lastFour, addedAt } = account;
  await tx.query(
    `INSERT INTO payee_account (id, org_id, jurisdiction, holder_name, sealed, last_four, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, orgId, jurisdiction, holderName, sealed, lastFour, tx.actorId, addedAt],
  );
}

export async function findPayeeAccount(reads: Reads, id: Id): Promise<StoredPayeeAccount | undefined> {
  const [row] = await reads.query<Row>(`SELECT ${COLUMNS} FROM payee_account WHERE id = $1`, [id]);
  return row && accountOf(row);
}

export async function payeeAccountsOf(reads: Reads, orgId: string): Promise<StoredPayeeAccount[]> {
  return (await reads.query<Row>(`SELECT ${COLUMNS} FROM payee_account WHERE org_id::text = $1 ORDER BY added_at, id`, [orgId])).map(accountOf);
}

const accountOf = (row: Row): StoredPayeeAccount => ({
  id: row.id,
  orgId: row.org_id,
  jurisdiction: row.jurisdiction,
  holderName: row.holder_name,
  sealed: row.sealed,
  lastFour: row.last_four,
  addedAt: row.added_at.toISOString(),
});

/** What may be shown of an account. */
export const maskedAccount = ({ id, holderName, lastFour, addedAt }: StoredPayeeAccount) => ({
  payeeAccountId: id,
  holderName,
  masked: `****${lastFour}`,
  addedAt,
});
