import type { ContractTerms } from '@goufu/contracts';
import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';

export type ContractState = 'active' | 'suspended' | 'terminated' | 'closed';

export async function insertContract(tx: Tx, purchaseId: Id, jurisdiction: string, terms: ContractTerms): Promise<void> {
  await tx.query(
    `INSERT INTO contract (id, purchase_id, jurisdiction, revision, contract_no, title, agency_org_id, agency_name, purchaser_org_id,
                           purchaser_name, price_fen, original_price_fen, payee_account_id, sme_flag, profile_version, settled_monthly, late_interest_yearly_bp, state, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16, 'active', $17)`,
    [
      terms.contractId,
      purchaseId,
      jurisdiction,
      terms.revision,
      terms.contractNo,
      terms.title,
      terms.agency.orgId,
      terms.agency.nameZh,
      terms.purchaser.orgId,
      terms.purchaser.nameZh,
      terms.priceFen,
      terms.payeeAccountId,
      terms.smeFlag,
      terms.profileVersion,
      terms.payment?.settledMonthly ?? false,
      terms.payment?.lateInterestYearlyBp ?? null,
      tx.now,
    ],
  );
}

/** What the rest of funding needs to know of a contract. */
export interface StoredContract {
  readonly id: Id;
  readonly purchaseId: Id;
  readonly agencyOrgId: Id;
  readonly jurisdiction: string;
  readonly revision: number;
  readonly priceFen: string;
  /** Of the first signature: additions are measured by it (R67). */
  readonly originalPrice: Fen;
  readonly payeeAccountId: Id;
  readonly smeFlag: boolean;
  readonly state: ContractState;
}

/** Read it after its tranches are locked: whoever changes its state locks them too. */
export async function findContract(tx: Tx, id: Id): Promise<StoredContract | undefined> {
  const [row] = await tx.query<{ id: Id; purchase_id: Id; agency_org_id: Id; jurisdiction: string; revision: number; price_fen: string; original_price_fen: string; payee_account_id: Id; sme_flag: boolean; state: ContractState }>(
    `SELECT id, purchase_id, agency_org_id, jurisdiction, revision, price_fen, original_price_fen, payee_account_id, sme_flag, state FROM contract WHERE id = $1`,
    [id],
  );
  return (
    row && {
      id: row.id,
      purchaseId: row.purchase_id,
      agencyOrgId: row.agency_org_id,
      jurisdiction: row.jurisdiction,
      revision: row.revision,
      priceFen: row.price_fen,
      originalPrice: BigInt(row.original_price_fen),
      payeeAccountId: row.payee_account_id,
      smeFlag: row.sme_flag,
      state: row.state,
    }
  );
}

/** Where a contract was announced and filed (R64, R118); an unknown contract is noted when the fact comes again. */
export interface Filing {
  readonly factId: Id;
  readonly contractId: Id;
  readonly filingNo: string;
  readonly noticeUrl: string;
}

export const noteFilings = (tx: Tx, filings: readonly Filing[]) =>
  tx.query(
    `UPDATE contract c SET filing_fact_id = n.fact_id, filing_no = n.filing_no, notice_url = n.notice_url
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS n(contract_id, fact_id, filing_no, notice_url) WHERE c.id = n.contract_id`,
    [filings.map(({ contractId }) => contractId), filings.map(({ factId }) => factId), filings.map(({ filingNo }) => filingNo), filings.map(({ noticeUrl }) => noticeUrl)],
  );

export const setContractState = (tx: Tx, id: Id, state: ContractState) => tx.query(`UPDATE contract SET state = $2 WHERE id = $1`, [id, state]);
export const setContractPrice = (tx: Tx, id: Id, priceFen: string) => tx.query(`UPDATE contract SET price_fen = $2 WHERE id = $1`, [id, priceFen]);
export const setContractRevision = (tx: Tx, id: Id, revision: number) => tx.query(`UPDATE contract SET revision = $2 WHERE id = $1`, [id, revision]);
