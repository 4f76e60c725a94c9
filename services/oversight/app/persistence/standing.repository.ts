import type { Id } from '@goufu/kernel';
import type { Line } from '../../domain/ranking/dossier.js';
import { scopeKey } from '../../domain/ranking/movement.js';
import type { Standing } from '../../domain/ranking/standing.js';
import type { Queries } from './dossier.repository.js';

export type Scope = Omit<Line, 'agencyOrgId'>;

interface Row extends Scope {
  readonly agency_org_id: Id;
  readonly contracts: number;
  readonly weighted_sum: string;
  readonly weight_sum: string;
  readonly results: number;
  readonly faults: number;
}

/** Who stands where, of the given tables, by `scopeKey`; a table that nobody stands in yet is empty. */
export async function loadStandings(tx: Queries, scopes: readonly Scope[]): Promise<Map<string, Map<Id, Standing>>> {
  const tables = new Map(scopes.map((scope) => [scopeKey(scope), new Map<Id, Standing>()]));
  const rows = await tx.query<Row>(
    `SELECT s.* FROM ranking_standing s
     JOIN unnest($1::text[], $2::text[], $3::text[]) AS wanted(jurisdiction, period, category) USING (jurisdiction, period, category)`,
    [scopes.map(({ jurisdiction }) => jurisdiction), scopes.map(({ period }) => period), scopes.map(({ category }) => category)],
  );
  for (const row of rows) tables.get(scopeKey(row))?.set(row.agency_org_id, standingOf(row));
  return tables;
}

const standingOf = ({ contracts, weighted_sum, weight_sum, results, faults }: Row): Standing => ({
  contracts,
  weightedSum: BigInt(weighted_sum),
  weightSum: BigInt(weight_sum),
  results,
  faults,
});

/** Writes lines as they now are; one without a contract leaves its table. */
export async function saveStandings(tx: Queries, lines: readonly (Line & { readonly standing: Standing })[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ jurisdiction, period, category, agencyOrgId, standing }) => ({
    jurisdiction,
    period,
    category,
    agency_org_id: agencyOrgId,
    contracts: standing.contracts,
    weighted_sum: standing.weightedSum.toString(),
    weight_sum: standing.weightSum.toString(),
    results: standing.results,
    faults: standing.faults,
  }));
  await tx.query(
    `WITH line AS (
       SELECT * FROM jsonb_populate_recordset(NULL::ranking_standing, $1::jsonb)
     ), gone AS (
       DELETE FROM ranking_standing s USING line
       WHERE line.contracts = 0 AND (s.jurisdiction, s.period, s.category, s.agency_org_id) = (line.jurisdiction, line.period, line.category, line.agency_org_id)
     )
     INSERT INTO ranking_standing SELECT * FROM line WHERE contracts > 0
     ON CONFLICT (jurisdiction, period, category, agency_org_id) DO UPDATE
     SET contracts = excluded.contracts, weighted_sum = excluded.weighted_sum, weight_sum = excluded.weight_sum,
         results = excluded.results, faults = excluded.faults`,
    [JSON.stringify(rows)],
  );
}
