import type { ContractTerms as PublishedTerms } from '@goufu/contracts';
import { unreachable, type Id, type LocalDate } from '@goufu/kernel';
import { inScope, type Scope, type Tx } from '@goufu/persistence';
import type { ContractFact, Draft } from '../../domain/contract/contract.facts.js';
import type { ContractState } from '../../domain/contract/contract.js';
import { domainTerms } from '../published-terms.js';
import type { Sql } from './reader.js';

/** A contract with its texts as they are published: what a signature binds is what everybody reads. */
export interface StoredContract extends ContractState {
  readonly id: Id;
  readonly purchaseId: Id;
  readonly tenderId: Id;
  readonly jurisdiction: string;
  readonly agencyOrgId: Id;
  readonly inForce?: PublishedTerms | undefined;
  readonly drafted?: PublishedTerms | undefined;
  readonly filing?: { readonly filingNo: string; readonly filedOn: LocalDate; readonly noticeUrl: string } | undefined;
}

interface RevisionJson {
  readonly revision: number;
  readonly terms: PublishedTerms;
  readonly terms_hash: string;
  readonly reason: string | null;
  readonly drafted_by: string;
}

interface ContractRow {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly tender_id: Id;
  readonly jurisdiction: string;
  readonly status: ContractState['status'];
  readonly agency_org_id: Id;
  readonly revision: number;
  readonly original_price_fen: string;
  readonly commitment: ContractState['commitment'];
  readonly signed_at: Date | null;
  readonly filing_no: string | null;
  readonly filed_on: LocalDate | null;
  readonly notice_url: string | null;
  readonly current: RevisionJson | null;
  readonly draft: RevisionJson | null;
}

const COLUMNS = `c.id, c.purchase_id, c.tender_id, c.jurisdiction, c.status, c.agency_org_id, c.revision, c.original_price_fen, c.commitment, c.signed_at,
  c.filing_no, c.filed_on::text AS filed_on, c.notice_url,
  (SELECT to_jsonb(r) FROM contract_revision r WHERE r.contract_id = c.id AND r.revision = c.revision) AS current,
  (SELECT to_jsonb(r) FROM contract_revision r WHERE r.contract_id = c.id AND r.signed_at IS NULL) AS draft`;

/** A contract that the scope may see: an agency its own only. */
export async function loadContract(sql: Sql, contractId: Id, scope?: Scope): Promise<StoredContract | undefined> {
  return seen(await sql.query<ContractRow>(`SELECT ${COLUMNS} FROM contract c WHERE c.id = $1`, [contractId]), scope);
}

export async function loadContractOf(sql: Sql, purchaseId: Id, scope?: Scope): Promise<StoredContract | undefined> {
  return seen(await sql.query<ContractRow>(`SELECT ${COLUMNS} FROM contract c WHERE c.purchase_id = $1`, [purchaseId]), scope);
}

function seen([row]: readonly ContractRow[], scope?: Scope): StoredContract | undefined {
  if (!row || (scope && (!inScope(scope, row.jurisdiction) || (scope.orgId !== undefined && scope.orgId !== row.agency_org_id)))) return undefined;
  return storedContract(row);
}

const draftOf = ({ revision, terms, terms_hash, reason, drafted_by }: RevisionJson): Draft => ({
  revision,
  terms: domainTerms(terms),
  termsHash: terms_hash,
  ...(reason === null ? {} : { reason }),
  by: drafted_by,
});

const storedContract = (row: ContractRow): StoredContract => ({
  id: row.id,
  purchaseId: row.purchase_id,
  tenderId: row.tender_id,
  jurisdiction: row.jurisdiction,
  status: row.status,
  agencyOrgId: row.agency_org_id,
  revision: row.revision,
  originalPrice: BigInt(row.original_price_fen),
  commitment: row.commitment,
  filed: row.filing_no !== null,
  signedAt: row.signed_at?.toISOString(),
  terms: row.current ? domainTerms(row.current.terms) : undefined,
  inForce: row.current?.terms,
  draft: row.draft ? draftOf(row.draft) : undefined,
  drafted: row.draft?.terms,
  ...(row.filing_no === null || row.filed_on === null || row.notice_url === null
    ? {}
    : { filing: { filingNo: row.filing_no, filedOn: row.filed_on, noticeUrl: row.notice_url } }),
});

/** The row of a contract that is drafted for the first time, or drafted anew after another award. */
export async function putContract(tx: Tx, contract: Pick<StoredContract, 'id' | 'purchaseId' | 'tenderId' | 'jurisdiction' | 'agencyOrgId'>): Promise<void> {
  await tx.query(
    `INSERT INTO contract (id, purchase_id, tender_id, jurisdiction, status, agency_org_id, changed_at) VALUES ($1, $2, $3, $4, 'draft', $5, $6)
     ON CONFLICT (id) DO UPDATE SET tender_id = excluded.tender_id, agency_org_id = excluded.agency_org_id, changed_at = excluded.changed_at`,
    [contract.id, contract.purchaseId, contract.tenderId, contract.jurisdiction, contract.agencyOrgId, tx.now],
  );
}

/** Writes what a fact did; a draft with the text that was drafted. */
export async function saveContract(tx: Tx, { id, jurisdiction }: Pick<StoredContract, 'id' | 'jurisdiction'>, fact: ContractFact, text?: PublishedTerms): Promise<void> {
  switch (fact.kind) {
    case 'drafted':
      await tx.query(
        `INSERT INTO contract_revision AS r (contract_id, revision, jurisdiction, terms, terms_hash, reason, drafted_by, drafted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (contract_id, revision) DO UPDATE SET terms = excluded.terms, terms_hash = excluded.terms_hash, reason = excluded.reason,
           drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at`,
        [id, fact.draft.revision, jurisdiction, JSON.stringify(text), fact.draft.termsHash, fact.draft.reason ?? null, fact.draft.by, tx.now],
      );
      return;
    case 'signed':
    case 'amended':
      await tx.query('UPDATE contract_revision SET signed_by = $3, signed_at = $4 WHERE contract_id = $1 AND revision = $2', [id, fact.draft.revision, fact.by, fact.at]);
      await tx.query(
        `UPDATE contract SET status = 'signed', revision = $2, signed_at = coalesce(signed_at, $3), commitment = 'pending', changed_at = $3,
           original_price_fen = CASE WHEN $2 = 1 THEN $4::bigint ELSE original_price_fen END WHERE id = $1`,
        [id, fact.draft.revision, fact.at, fact.draft.terms.price.toString()],
      );
      return;
    case 'filed':
      await tx.query('UPDATE contract SET filing_no = $2, filed_on = $3, notice_url = $4, filed_by = $5, changed_at = $6 WHERE id = $1', [
        id, fact.filingNo, fact.filedOn, fact.noticeUrl, fact.by, tx.now,
      ]);
      return;
    case 'suspended':
    case 'terminated':
    case 'closed':
    case 'resumed':
      await tx.query('UPDATE contract SET status = $2, changed_at = $3 WHERE id = $1', [id, fact.kind === 'resumed' ? 'signed' : fact.kind, tx.now]);
      return;
    case 'commitment-noted':
      await tx.query('UPDATE contract SET commitment = $2, changed_at = $3 WHERE id = $1', [id, fact.outcome, tx.now]);
      return;
    default:
      unreachable(fact);
  }
}
