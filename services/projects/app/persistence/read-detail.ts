import type { BasisPoints, Id } from '@goufu/kernel';
import { DELIVERABLE_COLUMNS, storedVersions, type DeliverableRow } from './deliverable.repository.js';
import { SETTLED_FEN } from './money.repository.js';
import type { Queries } from './reader.js';
import type { Grade } from './rectification.repository.js';

/** The parts of a project as its page shows them. */

export async function readMilestones(queries: Queries, projectId: Id) {
  const milestones = await queries.query<{ code: string; name_zh: string; due_text: string; dropped: boolean; reached_at: Date | null }>(
    'SELECT m.*, m.due::text AS due_text FROM project_milestone m WHERE m.project_id = $1 ORDER BY m.position, m.code',
    [projectId],
  );
  const deliverables = await readDeliverables(queries, projectId);
  return milestones.map(({ code, name_zh, due_text, dropped, reached_at }) => ({
    code,
    nameZh: name_zh,
    due: due_text,
    dropped,
    reachedAt: reached_at?.toISOString(),
    deliverables: deliverables.filter(({ milestoneCode }) => milestoneCode === code),
  }));
}

async function readDeliverables(queries: Queries, projectId: Id) {
  const rows = await queries.query<DeliverableRow>(`SELECT ${DELIVERABLE_COLUMNS} FROM deliverable d WHERE d.project_id = $1 ORDER BY d.position, d.code`, [projectId]);
  return rows.map((row) => ({
    deliverableId: row.id,
    projectId,
    milestoneCode: row.milestone_code,
    deliverableCode: row.code,
    nameZh: row.name_zh,
    status: row.status,
    version: row.version,
    dropped: row.dropped,
    versions: storedVersions(row),
  }));
}

interface EvaluationRow {
  readonly code: string;
  readonly kind: string;
  readonly name_zh: string;
  readonly attempt: number;
  readonly stage: 'planned' | 'open' | 'notified' | 'published';
  readonly due: Date;
  readonly round_id: Id | null;
  readonly result_id: Id | null;
  readonly score_bp: BasisPoints | null;
  readonly grade: Grade | null;
  readonly appeal_until: Date | null;
  readonly appeal_id: Id | null;
  readonly appeal_filed_at: Date | null;
  readonly appeal_outcome: 'upheld' | 'dismissed' | null;
  readonly appeal_decided_at: Date | null;
}

/** Every evaluation that the contract foresees, with each attempt at it and the last appeal against that. */
export async function readEvaluations(queries: Queries, projectId: Id) {
  const rows = await queries.query<EvaluationRow>(
    `SELECT e.code, e.kind, e.name_zh, coalesce(a.attempt, 1) AS attempt, coalesce(a.stage, 'planned') AS stage, coalesce(a.due, e.due) AS due,
            a.round_id, a.result_id, a.score_bp, a.grade, a.appeal_until,
            o.appeal_id, o.filed_at AS appeal_filed_at, o.outcome AS appeal_outcome, o.decided_at AS appeal_decided_at
     FROM project_evaluation e LEFT JOIN evaluation_attempt a ON a.project_id = e.project_id AND a.code = e.code
     LEFT JOIN LATERAL (SELECT * FROM project_appeal p WHERE p.project_id = a.project_id AND p.evaluation_code = a.code AND p.attempt = a.attempt
                        ORDER BY coalesce(p.filed_at, p.decided_at) DESC, p.appeal_id LIMIT 1) o ON true
     WHERE e.project_id = $1 AND NOT e.dropped ORDER BY e.due, e.code, attempt`,
    [projectId],
  );
  return rows.map((row) => ({
    code: row.code,
    kind: row.kind,
    nameZh: row.name_zh,
    attempt: row.attempt,
    stage: row.stage,
    due: row.due.toISOString(),
    roundId: row.round_id ?? undefined,
    resultId: row.result_id ?? undefined,
    scoreBp: row.score_bp ?? undefined,
    grade: row.grade ?? undefined,
    appealUntil: row.appeal_until?.toISOString(),
    appeal: row.appeal_id === null ? undefined : appealOf(row),
  }));
}

const appealOf = ({ appeal_filed_at, appeal_outcome, appeal_decided_at }: EvaluationRow) => ({
  filedAt: appeal_filed_at?.toISOString(),
  outcome: appeal_outcome ?? undefined,
  decidedAt: appeal_decided_at?.toISOString(),
});

interface TrancheRow {
  readonly tranche_id: Id;
  readonly no: number;
  readonly amount_fen: string;
  readonly state: 'planned' | 'withheld' | 'released' | 'forfeited';
  readonly released_fen: string;
  readonly settled_fen: string;
  readonly waiting_for: readonly { readonly condition: string; readonly of?: string; readonly rule: string }[];
}

export async function readTranches(queries: Queries, projectId: Id) {
  const rows = await queries.query<TrancheRow>(
    `SELECT t.*, ${SETTLED_FEN} AS settled_fen FROM project_tranche t WHERE t.project_id = $1 AND NOT t.dropped ORDER BY t.no`,
    [projectId],
  );
  return rows.map((row) => ({
    trancheId: row.tranche_id,
    no: row.no,
    fen: row.amount_fen,
    state: row.state,
    releasedFen: row.released_fen,
    settledFen: row.settled_fen,
    waitingFor: row.waiting_for,
  }));
}

export async function readClawbacks(queries: Queries, projectId: Id) {
  const rows = await queries.query<{ case_id: Id; tranche_id: Id; amount_fen: string; ground: string; reply_until: string; outcome: string | null }>(
    'SELECT case_id, tranche_id, amount_fen, ground, reply_until::text AS reply_until, outcome FROM project_clawback WHERE project_id = $1 ORDER BY reply_until, case_id',
    [projectId],
  );
  return rows.map(({ case_id, tranche_id, amount_fen, ground, reply_until, outcome }) => ({
    caseId: case_id,
    trancheId: tranche_id,
    fen: amount_fen,
    ground,
    replyUntil: reply_until,
    ...(outcome === null ? {} : { outcome }),
  }));
}
