import type { BasisPoints, Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { StoredProject } from './project.repository.js';
import type { Grade } from './rectification.repository.js';

/** What is known of one attempt at an evaluation. */
export interface AttemptNews {
  readonly code: string;
  readonly attempt: number;
  /** Of the result that is or was scored; an earlier one changes nothing. */
  readonly revision: number;
  readonly stage: 'open' | 'notified' | 'published';
  readonly roundId: Id;
  readonly due?: Instant | undefined;
  readonly resultId?: Id | undefined;
  readonly scoreBp?: BasisPoints | undefined;
  readonly grade?: Grade | undefined;
  readonly appealUntil?: Instant | undefined;
}

/** The agency's objection to a result, or what was decided on it (R110). */
export interface AppealNews {
  readonly appealId: Id;
  readonly resultId: Id;
  readonly evaluationCode: string;
  readonly attempt: number;
  readonly filedAt?: Instant;
  readonly outcome?: 'upheld' | 'dismissed';
  readonly decidedAt?: Instant;
}

const RANK = (row: string): string => `(${row}.revision, array_position(ARRAY['open', 'notified', 'published'], ${row}.stage))`;
const newest = (column: string): string => `CASE WHEN ${RANK('excluded')} >= ${RANK('a')} THEN coalesce(excluded.${column}, a.${column}) ELSE coalesce(a.${column}, excluded.${column}) END`;
const newestOf = (...columns: readonly string[]): string => columns.map((column) => `${column} = ${newest(column)}`).join(', ');

/** Keeps the newest revision and stage in whatever order they come; what a later stage does not say again stays. */
export async function saveAttempt(tx: Tx, { id, jurisdiction }: Pick<StoredProject, 'id' | 'jurisdiction'>, news: AttemptNews): Promise<void> {
  await tx.query(
    `INSERT INTO evaluation_attempt AS a (project_id, code, attempt, jurisdiction, revision, stage, round_id, due, result_id, score_bp, grade, appeal_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (project_id, code, attempt) DO UPDATE SET
       ${newestOf('revision', 'stage', 'round_id', 'due', 'result_id', 'score_bp', 'grade', 'appeal_until')}`,
    [
      id,
      news.code,
      news.attempt,
      jurisdiction,
      news.revision,
      news.stage,
      news.roundId,
      news.due ?? null,
      news.resultId ?? null,
      news.scoreBp ?? null,
      news.grade ?? null,
      news.appealUntil ?? null,
    ],
  );
  if (news.stage !== 'published') return;
  await tx.query(
    `UPDATE evaluation_attempt SET published_result_id = $4, published_revision = $5
     WHERE project_id = $1 AND code = $2 AND attempt = $3 AND coalesce(published_revision, 0) < $5`,
    [id, news.code, news.attempt, news.resultId ?? null, news.revision],
  );
}

/** Keeps both halves of an appeal in whatever order they come. */
export async function saveAppeal(tx: Tx, { id, jurisdiction }: Pick<StoredProject, 'id' | 'jurisdiction'>, news: AppealNews): Promise<void> {
  await tx.query(
    `INSERT INTO project_appeal AS a (appeal_id, project_id, jurisdiction, evaluation_code, attempt, result_id, filed_at, outcome, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (appeal_id) DO UPDATE SET
       filed_at = coalesce(a.filed_at, excluded.filed_at), outcome = coalesce(a.outcome, excluded.outcome), decided_at = coalesce(a.decided_at, excluded.decided_at)`,
    [news.appealId, id, jurisdiction, news.evaluationCode, news.attempt, news.resultId, news.filedAt ?? null, news.outcome ?? null, news.decidedAt ?? null],
  );
}

/** Revision of the last final result of an attempt, with its id; undefined before the first. */
export async function publishedResult(tx: Tx, projectId: Id, code: string, attempt: number): Promise<{ resultId: Id; revision: number } | undefined> {
  const [row] = await tx.query<{ published_result_id: Id | null; published_revision: number }>(
    'SELECT published_result_id, published_revision FROM evaluation_attempt WHERE project_id = $1 AND code = $2 AND attempt = $3',
    [projectId, code, attempt],
  );
  return row?.published_result_id ? { resultId: row.published_result_id, revision: row.published_revision } : undefined;
}

/** Codes of evaluations that the contract foresees and whose last result is not final, a re-evaluation that is due included (R109). */
export async function openEvaluations(tx: Tx, projectId: Id, reevaluations: number): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    `SELECT e.code FROM project_evaluation e
     LEFT JOIN LATERAL (SELECT * FROM evaluation_attempt a WHERE a.project_id = e.project_id AND a.code = e.code ORDER BY a.attempt DESC LIMIT 1) a ON true
     WHERE e.project_id = $1 AND NOT e.dropped AND (a.stage IS DISTINCT FROM 'published' OR (a.grade = 'fail' AND a.attempt <= $2
       AND EXISTS (SELECT 1 FROM rectification r WHERE r.result_id = a.result_id AND r.status = 'accepted')))
     ORDER BY e.due, e.code`,
    [projectId, reevaluations],
  );
  return rows.map(({ code }) => code);
}
