import type { FundUse } from '@goufu/contracts';
import { regionPrefix, scopeCondition, type Scope } from '@goufu/persistence';
import type { Allotment } from '../../domain/budget-line/budget-line.js';
import type { Reads } from '../persistence/reader.js';

interface Row {
  readonly id: string;
  readonly fiscal_year: number;
  readonly title: string;
  readonly source: string;
  readonly allowed_use: string;
  readonly uses: FundUse[];
  readonly appropriated_fen: string;
  readonly allotment: Allotment;
  readonly revision: number;
  readonly jurisdiction: string;
  readonly opened_at: Date;
  readonly origin_year: number;
  readonly closed_at: Date | null;
  readonly stages: Record<string, string> | null;
}

/** Budget lines in scope with the sum of what stands at each stage. */
export async function readLines(reads: Reads, scope: Scope, wanted: { readonly year?: number | undefined; readonly lineId?: string }) {
  const rows = await reads.query<Row>(
    `SELECT l.id, l.fiscal_year, l.title, l.source, l.allowed_use, l.uses, l.appropriated_fen, l.allotment, l.revision, l.jurisdiction,
            l.opened_at, l.origin_year, l.closed_at,
            (SELECT json_object_agg(s.stage, s.fen) FROM (
               SELECT stage, sum(balance_fen)::text AS fen FROM (
                 SELECT stage, balance_fen FROM line_account WHERE line_id = l.id AND book = 'budget'
                 UNION ALL SELECT stage, balance_fen FROM holding_account WHERE line_id = l.id) a GROUP BY stage) s) AS stages
     FROM budget_line l
     WHERE ${scopeCondition('l.jurisdiction', 1)} AND ($2::int IS NULL OR l.fiscal_year = $2) AND ($3::uuid IS NULL OR l.id = $3)
     ORDER BY l.fiscal_year, l.opened_at, l.id`,
    [regionPrefix(scope.jurisdiction), wanted.year ?? null, wanted.lineId ?? null],
  );
  return rows.map(lineView);
}

function lineView(row: Row) {
  const at = (stage: string) => row.stages?.[stage] ?? '0';
  return {
    lineId: row.id,
    year: row.fiscal_year,
    titleZh: row.title,
    source: row.source,
    allowedUse: row.allowed_use,
    uses: row.uses,
    appropriatedFen: row.appropriated_fen,
    allotment: row.allotment,
    revision: row.revision,
    jurisdiction: row.jurisdiction,
    openedAt: row.opened_at.toISOString(),
    originYear: row.origin_year,
    ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
    balances: {
      unallottedFen: at('unallotted'),
      availableFen: at('available'),
      reservedFen: at('reserved'),
      committedFen: at('committed'),
      payableFen: at('payable'),
      inTransitFen: at('in-transit'),
      disbursedFen: at('disbursed'),
      carriedFen: at('carried'),
      lapsedFen: at('lapsed'),
    },
  };
}
