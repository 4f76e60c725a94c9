import { profileFor } from '@goufu/jurisdiction';
import type { Id } from '@goufu/kernel';
import { regionPrefix, scopeCondition, type Scope } from '@goufu/persistence';
import { isSurplus, yearsUnspent } from '../../domain/year-end/year-end.js';
import type { Reads } from '../persistence/reader.js';

interface Row {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly fiscal_year: number;
  readonly origin_year: number;
  readonly title: string;
  readonly source: string;
  readonly revision: number;
  readonly closed_at: Date | null;
  readonly unspent: string;
  readonly bound: string;
  readonly in_transit: string;
  readonly disbursed: string;
  readonly carried: string;
  readonly lapsed: string;
}

/** Every line up to a year with what is left of it: what closing that year would do (R125). With `lineIds` only those. */
export async function readYearEnd(reads: Reads, scope: Scope, year: number, lineIds?: readonly Id[]) {
  const sum = (...stages: string[]) => `COALESCE(sum(a.balance_fen) FILTER (WHERE a.stage IN (${stages.map((stage) => `'${stage}'`).join(', ')})), 0)::text`;
  const rows = await reads.query<Row>(
    `SELECT l.id, l.jurisdiction, l.fiscal_year, l.origin_year, l.title, l.source, l.revision, l.closed_at, ${sum('available', 'unallotted')} AS unspent,
            ${sum('reserved', 'committed', 'payable')} AS bound, ${sum('in-transit')} AS in_transit, ${sum('disbursed')} AS disbursed,
            ${sum('carried')} AS carried, ${sum('lapsed')} AS lapsed
     FROM budget_line l LEFT JOIN (
       SELECT line_id, stage, balance_fen FROM line_account WHERE book = 'budget'
       UNION ALL SELECT line_id, stage, balance_fen FROM holding_account) a ON a.line_id = l.id
     WHERE ${scopeCondition('l.jurisdiction', 1)} AND l.fiscal_year <= $2 AND ($3::uuid[] IS NULL OR l.id = ANY ($3))
     GROUP BY l.id ORDER BY l.fiscal_year DESC, l.opened_at, l.id`,
    [regionPrefix(scope.jurisdiction), year, lineIds ?? null],
  );
  return rows.map((row) => yearEndView(row, year));
}

function yearEndView(row: Row, year: number) {
  const surplusAfter = profileFor(row.jurisdiction, `${year}-12-31`).get('budget.carry_over_years');
  const left = row.unspent === '0' ? 'nothing' : isSurplus({ originYear: row.origin_year }, year, surplusAfter) ? 'surplus' : 'may-carry';
  return {
    lineId: row.id,
    year: row.fiscal_year,
    titleZh: row.title,
    source: row.source,
    revision: row.revision,
    originYear: row.origin_year,
    yearsUnspent: yearsUnspent(row.origin_year, year),
    unspentFen: row.unspent,
    boundFen: row.bound,
    inTransitFen: row.in_transit,
    disbursedFen: row.disbursed,
    carriedFen: row.carried,
    lapsedFen: row.lapsed,
    ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
    outlook: row.in_transit === '0' ? left : ('in-transit' as const),
  } as const;
}
