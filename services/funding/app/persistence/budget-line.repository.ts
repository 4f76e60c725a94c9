import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Part } from '../../domain/reservation/reservation.facts.js';
import type { Allotment, BudgetLine } from '../../domain/budget-line/budget-line.js';
import type { FundSource, FundUse, LinePurpose } from '../../domain/fund-source/fund-use.js';

/** A budget line with where it belongs, what it is for, and what nothing is bound to yet. */
export interface StoredLine extends BudgetLine, LinePurpose {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly year: number;
  readonly originYear: number;
  readonly titleZh: string;
  readonly allowedUse: string;
  readonly available: Fen;
  readonly unallotted: Fen;
}

interface LineRow {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly fiscal_year: number;
  readonly origin_year: number;
  readonly title: string;
  readonly allowed_use: string;
  readonly source: FundSource;
  readonly uses: FundUse[];
  readonly appropriated_fen: string;
  readonly revision: number;
  readonly allotment: Allotment;
  readonly closed_at: Date | null;
}

/**
 * Locks lines in id order and then reads what is available on them: whoever takes from a line holds its row, so that of
 * two purchases that ask for the last fen one is refused and neither fails.
 */
export async function lockLines(tx: Tx, ids: readonly Id[]): Promise<StoredLine[]> {
  const rows = await tx.query<LineRow>(
    `SELECT id, jurisdiction, fiscal_year, origin_year, title, allowed_use, source, uses, appropriated_fen, revision, allotment, closed_at
     FROM budget_line WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
  const balances = await tx.query<{ line_id: Id; stage: string; balance_fen: string }>(
    `SELECT a.line_id, a.stage, a.balance_fen FROM line_account a JOIN budget_line l ON l.id = a.line_id AND l.fiscal_year = a.fiscal_year
     WHERE a.line_id = ANY ($1::uuid[]) AND a.book = 'budget' AND a.stage IN ('available', 'unallotted')`,
    [ids],
  );
  const standing = new Map(balances.map((row) => [`${row.line_id}/${row.stage}`, BigInt(row.balance_fen)]));
  return rows.map((row) => ({
    id: row.id,
    jurisdiction: row.jurisdiction,
    year: row.fiscal_year,
    originYear: row.origin_year,
    titleZh: row.title,
    allowedUse: row.allowed_use,
    source: row.source,
    uses: row.uses,
    appropriated: BigInt(row.appropriated_fen),
    revision: row.revision,
    allotment: row.allotment,
    closed: row.closed_at !== null,
    available: standing.get(`${row.id}/available`) ?? 0n,
    unallotted: standing.get(`${row.id}/unallotted`) ?? 0n,
  }));
}

export const availableParts = (lines: readonly StoredLine[]): Part[] => lines.map(({ id, year, available }) => ({ lineId: id, year, amount: available }));

interface NewLine {
  readonly id: Id;
  readonly jurisdiction: string;
  readonly year: number;
  readonly titleZh: string;
  readonly source: string;
  readonly allowedUse: string;
  readonly appropriated: Fen;
  readonly uses?: readonly FundUse[] | undefined;
  readonly allotment?: Allotment | undefined;
  /** The line of an earlier year that it goes on with, and the year of its money when that is not its own. */
  readonly continues?: Id | undefined;
  readonly originYear?: number | undefined;
}

export async function insertLine(tx: Tx, line: NewLine): Promise<void> {
  await tx.query(
    `INSERT INTO budget_line (id, jurisdiction, fiscal_year, title, source, allowed_use, appropriated_fen, uses, allotment, origin_year, continues_line,
                              opened_by, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      line.id, line.jurisdiction, line.year, line.titleZh, line.source, line.allowedUse, line.appropriated.toString(), line.uses ?? [],
      line.allotment ?? 'one-off', line.originYear ?? line.year, line.continues ?? null, tx.actorId, tx.now,
    ],
  );
}

export const saveLine = (tx: Tx, id: Id, { appropriated, revision, closed }: Pick<BudgetLine, 'appropriated' | 'revision' | 'closed'>) =>
  tx.query(`UPDATE budget_line SET appropriated_fen = $2, revision = $3, closed_at = CASE WHEN $4 THEN COALESCE(closed_at, $5) END WHERE id = $1`, [
    id, appropriated.toString(), revision, closed, tx.now,
  ]);

/** All lines of later years that go on with some lines, however many years later. */
export const continuedBy = (tx: Tx, lineIds: readonly Id[]): Promise<{ id: Id; from: Id }[]> =>
  tx.query(
    `WITH RECURSIVE later(id, "from") AS (
       SELECT id, continues_line FROM budget_line WHERE continues_line = ANY ($1::uuid[])
       UNION SELECT l.id, e."from" FROM budget_line l JOIN later e ON l.continues_line = e.id
     ) SELECT id, "from" FROM later`,
    [lineIds],
  );
