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

const COLUMNS = 'id, purchase_id, jurisdiction, contract_no, title, agency_org_id, agency_name, price_fen, state';
/** Of the caller's region, and for an agency only its own. */
const IN_SCOPE = 'starts_with(jurisdiction, $1) AND ($2::text IS NULL OR agency_org_id::text = $2)';
const parametersOf = ({ jurisdiction, orgId }: Scope) => [regionPrefix(jurisdiction), orgId ?? null];

/** A contract, or those of a purchase, as far as the caller may see them. */
export const contractsInScope = (reads: Reads, scope: Scope, wanted: { readonly contractId: Id } | { readonly purchaseId: Id }): Promise<ContractRow[]> => {
  const [column, value] = 'contractId' in wanted ? ['id', wanted.contractId] : ['purchase_id', wanted.purchaseId];
  return reads.query<ContractRow>(`SELECT ${COLUMNS} FROM contract WHERE ${IN_SCOPE} AND ${column} = $3 ORDER BY signed_at, id`, [...parametersOf(scope), value]);
};

/** All contracts in the caller's scope of which money is still to move: committed, owed, on its way, short of its line, or asked back. */
export const contractsAtStake = (reads: Reads, scope: Scope): Promise<ContractRow[]> =>
  reads.query<ContractRow>(
    `SELECT ${COLUMNS} FROM contract c WHERE ${IN_SCOPE} AND (
       EXISTS (SELECT FROM tranche t WHERE t.contract_id = c.id AND (t.stage IN ('committed', 'payable', 'in-transit') OR t.short_line IS NOT NULL))
       OR EXISTS (SELECT FROM clawback_case k WHERE k.contract_id = c.id AND k.status LIKE 'awaiting-%'))
     ORDER BY signed_at, id`,
    parametersOf(scope),
  );
