import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { AppealFact } from '../../domain/appeal/appeal.facts.js';
import type { AppealState } from '../../domain/appeal/appeal.js';
import type { StoredRound } from './round.repository.js';
import { instantOf } from './columns.js';

export interface StoredAppeal {
  readonly appealId: Id;
  readonly resultId: Id;
  readonly roundId: Id;
  readonly status: 'filed' | 'upheld' | 'dismissed';
  readonly grounds: string;
  readonly indicators: readonly string[];
  readonly filedBy: string;
  readonly filedAt: Instant;
  readonly decidedAt?: Instant | undefined;
  readonly reasons?: string | undefined;
}

export interface AppealRow {
  readonly id: Id;
  readonly result_id: Id;
  readonly round_id: Id;
  readonly status: StoredAppeal['status'];
  readonly grounds: string;
  readonly indicators: string[];
  readonly filed_by: string;
  readonly filed_at: Date;
  readonly decided_at: Date | null;
  readonly reasons: string | null;
}

export const storedAppeal = (row: AppealRow): StoredAppeal => ({
  appealId: row.id,
  resultId: row.result_id,
  roundId: row.round_id,
  status: row.status,
  grounds: row.grounds,
  indicators: row.indicators,
  filedBy: row.filed_by,
  filedAt: row.filed_at.toISOString(),
  decidedAt: instantOf(row.decided_at),
  reasons: row.reasons ?? undefined,
});

export async function findAppeal(tx: Tx, by: { readonly appealId: Id } | { readonly resultId: Id }): Promise<StoredAppeal | undefined> {
  const [column, id] = 'appealId' in by ? ['id', by.appealId] : ['result_id', by.resultId];
  const [row] = await tx.query<AppealRow>(`SELECT * FROM appeal WHERE ${column} = $1`, [id]);
  return row && storedAppeal(row);
}

/** The appeal as its rules see it, with everybody who may not decide it. */
export const appealStateOf = (stored: StoredAppeal | undefined, round: StoredRound): AppealState => ({
  status: stored?.status ?? 'none',
  filedBy: stored?.filedBy,
  involved: [...round.members.map(({ evaluatorId }) => evaluatorId), ...(round.openedBy === undefined ? [] : [round.openedBy])],
});

export async function saveAppeal(tx: Tx, appealId: Id, resultId: Id, round: StoredRound, facts: readonly AppealFact[]): Promise<void> {
  for (const fact of facts) {
    if (fact.kind === 'appeal-filed') {
      await tx.query(
        `INSERT INTO appeal (id, result_id, round_id, jurisdiction, status, grounds, indicators, filed_by, filed_at)
         VALUES ($1, $2, $3, $4, 'filed', $5, $6, $7, $8)`,
        [appealId, resultId, round.id, round.jurisdiction, fact.grounds, fact.indicators, fact.by, fact.at],
      );
    } else {
      await tx.query('UPDATE appeal SET status = $2, decided_by = $3, decided_at = $4, reasons = $5 WHERE id = $1', [
        appealId,
        fact.outcome,
        fact.by,
        fact.at,
        fact.reasons,
      ]);
    }
  }
}
