import { unreachable, type Id, type Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Computation } from '../../domain/result/compute-result.js';
import type { ResultFact } from '../../domain/result/result.facts.js';
import type { ResultState } from '../../domain/result/result.js';
import type { StoredRound } from './round.repository.js';
import { instantOf } from './columns.js';

/** A revision of a round's score. */
export interface StoredResult extends ResultState, Pick<Computation, 'scoreBp' | 'grade' | 'vetoes' | 'byParty' | 'byIndicator'> {
  readonly id: Id;
  readonly roundId: Id;
  readonly revision: number;
  readonly computedAt: Instant;
  readonly notifiedAt?: Instant | undefined;
  readonly publishedAt?: Instant | undefined;
  readonly publishedBecause?: string | undefined;
  readonly rectificationDue?: Instant | undefined;
}

export interface ResultRow {
  readonly id: Id;
  readonly round_id: Id;
  readonly revision: number;
  readonly agency_org_id: Id;
  readonly status: ResultState['status'];
  readonly score_bp: number;
  readonly grade: Computation['grade'];
  readonly vetoes: string[];
  readonly by_party: Computation['byParty'];
  readonly by_indicator: Computation['byIndicator'];
  readonly computed_at: Date;
  readonly notified_at: Date | null;
  readonly appeal_until: Date | null;
  readonly published_at: Date | null;
  readonly published_because: string | null;
  readonly rectification_due: Date | null;
}

export const RESULT_COLUMNS = 'e.*, (SELECT r.agency_org_id FROM evaluation_round r WHERE r.id = e.round_id) AS agency_org_id';

/** Which round a result belongs to: the round's row is the lock for everything about it. */
export async function roundOfResult(tx: Tx, resultId: Id): Promise<Id | undefined> {
  const [row] = await tx.query<{ round_id: Id }>('SELECT round_id FROM evaluation_result WHERE id = $1', [resultId]);
  return row?.round_id;
}

/** All revisions of a round whose row is locked, the newest last. */
export async function loadResults(tx: Tx, roundId: Id): Promise<StoredResult[]> {
  const rows = await tx.query<ResultRow>(`SELECT ${RESULT_COLUMNS} FROM evaluation_result e WHERE e.round_id = $1 ORDER BY e.revision`, [roundId]);
  return rows.map(storedResult);
}

export const storedResult = (row: ResultRow): StoredResult => ({
  id: row.id,
  roundId: row.round_id,
  revision: row.revision,
  agencyOrgId: row.agency_org_id,
  status: row.status,
  scoreBp: row.score_bp,
  grade: row.grade,
  vetoes: row.vetoes,
  byParty: row.by_party,
  byIndicator: row.by_indicator,
  computedAt: row.computed_at.toISOString(),
  notifiedAt: instantOf(row.notified_at),
  appealUntil: instantOf(row.appeal_until),
  publishedAt: instantOf(row.published_at),
  publishedBecause: row.published_because ?? undefined,
  rectificationDue: instantOf(row.rectification_due),
});

export async function insertResult(tx: Tx, id: Id, round: StoredRound, computation: Computation): Promise<StoredResult> {
  const { scoreBp, exact, grade, vetoes, byParty, byIndicator } = computation;
  await tx.query(
    `INSERT INTO evaluation_result (id, round_id, revision, jurisdiction, status, score_bp, score_numerator, score_denominator, grade, vetoes,
       by_party, by_indicator, computed_at)
     VALUES ($1, $2, $3, $4, 'computed', $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      round.id,
      round.revision,
      round.jurisdiction,
      scoreBp,
      exact.numerator.toString(),
      exact.denominator.toString(),
      grade,
      vetoes,
      JSON.stringify(byParty),
      JSON.stringify(byIndicator),
      tx.now,
    ],
  );
  const { agencyOrgId, revision } = round;
  return { id, roundId: round.id, revision, agencyOrgId, status: 'computed', computedAt: tx.now, scoreBp, grade, vetoes, byParty, byIndicator };
}

/** Writes what happened to a result of a locked round. */
export async function saveResult(tx: Tx, resultId: Id, facts: readonly ResultFact[], rectificationDue?: Instant): Promise<void> {
  const setStatus = (status: ResultState['status']) => tx.query('UPDATE evaluation_result SET status = $2 WHERE id = $1', [resultId, status]);
  for (const fact of facts) {
    switch (fact.kind) {
      case 'result-notified':
        await tx.query(`UPDATE evaluation_result SET status = 'notified', notified_by = $2, notified_at = $3, appeal_until = $4 WHERE id = $1`, [
          resultId,
          fact.by,
          fact.at,
          fact.appealUntil,
        ]);
        break;
      case 'result-published':
        await tx.query(
          `UPDATE evaluation_result SET status = 'published', published_at = $2, published_because = $3, rectification_due = $4 WHERE id = $1`,
          [resultId, fact.at, fact.because, rectificationDue ?? null],
        );
        break;
      case 'result-appealed':
        await setStatus('appealed');
        break;
      case 'result-set-aside':
        await setStatus('set-aside');
        break;
      case 'result-superseded':
        await setStatus('superseded');
        break;
      default:
        unreachable(fact);
    }
  }
}
