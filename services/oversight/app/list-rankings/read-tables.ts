import type { Id } from '@goufu/kernel';
import { scopeKey } from '../../domain/ranking/movement.js';
import { ranking, type Row } from '../../domain/ranking/ranking.js';
import type { Queries } from '../persistence/dossier.repository.js';
import { loadStandings, type Scope } from '../persistence/standing.repository.js';
import { rulesOf } from '../rank-agencies/rules-of.js';

export interface NamedRow extends Row {
  readonly nameZh: string;
  readonly faults: number;
}

/** The given tables as they stand now, best first. */
export async function readTables(queries: Queries, scopes: readonly Scope[]): Promise<{ scope: Scope; rows: NamedRow[] }[]> {
  const standings = await loadStandings(queries, scopes);
  const names = await namesOf(queries, [...new Set([...standings.values()].flatMap((table) => [...table.keys()]))]);
  return scopes.map((scope) => {
    const table = standings.get(scopeKey(scope)) ?? new Map();
    const rows = ranking(table, rulesOf(scope.jurisdiction, scope.period));
    return {
      scope,
      rows: rows.map((row) => ({ ...row, nameZh: names.get(row.agencyOrgId) ?? '', faults: table.get(row.agencyOrgId)?.faults ?? 0 })),
    };
  });
}

/** An organisation is called as its latest contract calls it. */
export async function namesOf(queries: Queries, orgIds: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await queries.query<{ agency_org_id: Id; agency_name_zh: string }>(
    `SELECT DISTINCT ON (agency_org_id) agency_org_id, agency_name_zh FROM ranked_contract
     WHERE agency_org_id = ANY($1::uuid[]) ORDER BY agency_org_id, term_from DESC, contract_id`,
    [orgIds],
  );
  return new Map(rows.map((row) => [row.agency_org_id, row.agency_name_zh]));
}
