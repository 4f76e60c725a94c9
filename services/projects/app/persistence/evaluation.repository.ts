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

/** Keeps the newest; what a later stage does not say again stays. */
export async function saveAttempt(tx: Tx, { id, jurisdiction }: Pick<StoredProject, 'id' | 'jurisdiction'>, news: AttemptNews): Promise<void> {
  await tx.query(
    `INSERT INTO evaluation_attempt AS a (project_id, code, attempt, jurisdiction, revision, stage, round_id, due, result_id, score_bp, grade, appeal_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (project_id, code, attempt) DO UPDATE SET revision = excluded.revision, stage = excluded.stage, round_id = excluded.round_id,
       due = coalesce(excluded.due, a.due), result_id = coalesce(excluded.result_id, a.result_id), score_bp = coalesce(excluded.score_bp, a.score_bp),
       grade = coalesce(excluded.grade, a.grade), appeal_until = coalesce(excluded.appeal_until, a.appeal_until)
     WHERE a.revision <= excluded.revision`,
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
