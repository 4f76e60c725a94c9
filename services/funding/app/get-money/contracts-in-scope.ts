import type { Id } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import type { ContractState } from '../persistence/contract.repository.js';
import type { Reads } from '../persistence/reader.js';

export interface ContractRow {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly contract_no: string;
  readonly title: string;
  readonly agency_org_id: Id;
  readonly agency_name: string;
  readonly price_fen: string;
  readonly state: ContractState;
}

/** Contracts that a caller may see: of its region, and for an agency only its own. */
export const contractsInScope = (reads: Reads, scope: Scope, wanted: { readonly contractId?: Id; readonly purchaseId?: Id }): Promise<ContractRow[]> =>
  reads.query<ContractRow>(
    `SELECT id, purchase_id, jurisdiction, contract_no, title, agency_org_id, agency_name, price_fen, state FROM contract
     WHERE starts_with(jurisdiction, $1) AND ($2::text IS NULL OR agency_org_id::text = $2)
       AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR purchase_id = $4)
     ORDER BY signed_at, id LIMIT 1000`,
    [regionPrefix(scope.jurisdiction), scope.orgId ?? null, wanted.contractId ?? null, wanted.purchaseId ?? null],
  );
