import type { Id, Instant } from '@goufu/kernel';
import { regionPrefix } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { storedAppeal, type AppealRow, type StoredAppeal } from './appeal.repository.js';
import type { Reader } from './reader.js';
import { RESULT_COLUMNS, storedResult, type ResultRow, type StoredResult } from './result.repository.js';
import { ROUND_COLUMNS, storedRound, type RoundRow, type Stage, type StoredRound } from './round.repository.js';

/** Parameters 1–3: what the caller may see at all. An agency sees its own; who is only an evaluator, the own panels. */
const VISIBLE = `starts_with(r.jurisdiction, $1) AND ($2::text IS NULL OR r.agency_org_id::text = $2)
  AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM panel_member v WHERE v.round_id = r.id AND v.evaluator_id = $3 AND v.interest <> 'replaced'))`;

const SEES_ALL_ROUNDS = ['purchaser', 'contract-approver', 'agency', 'auditor'] as const;

const visibleTo = ({ scope, roles, actorId }: Caller): unknown[] => [
  regionPrefix(scope.jurisdiction),
  scope.orgId ?? null,
  SEES_ALL_ROUNDS.some((role) => roles.includes(role)) ? null : actorId,
];

interface RoundFilter {
  readonly contractId?: Id | undefined;
  readonly stages?: readonly Stage[] | undefined;
  /** The last one of the page before. */
  readonly after?: readonly [plannedDue: Instant, id: Id] | undefined;
  readonly limit: number;
}

/** Rounds that the caller may see, in the order of their planned due times. */
export async function readRounds(reader: Reader, caller: Caller, filter: RoundFilter): Promise<StoredRound[]> {
  const rows = await reader.query<RoundRow>(
    `SELECT * FROM (SELECT ${ROUND_COLUMNS} FROM evaluation_round r WHERE ${VISIBLE} AND ($4::uuid IS NULL OR r.contract_id = $4)) q
     WHERE ($5::text[] IS NULL OR q.stage = ANY ($5)) AND ($6::timestamptz IS NULL OR (q.planned_due, q.id) > ($6, $7::uuid))
     ORDER BY q.planned_due, q.id LIMIT $8`,
    [...visibleTo(caller), filter.contractId ?? null, filter.stages ?? null, filter.after?.[0] ?? null, filter.after?.[1] ?? null, filter.limit],
  );
  return rows.map(storedRound);
}

export async function readRound(reader: Reader, caller: Caller, roundId: Id): Promise<StoredRound | undefined> {
  const [row] = await reader.query<RoundRow>(`SELECT ${ROUND_COLUMNS} FROM evaluation_round r WHERE ${VISIBLE} AND r.id = $4`, [...visibleTo(caller), roundId]);
  return row && storedRound(row);
}

/** All revisions of the results of some rounds, oldest first. Nobody but the purchaser's side sees one before it is notified. */
export async function readResults(reader: Reader, caller: Caller, roundIds: readonly Id[]): Promise<StoredResult[]> {
  const rows = await reader.query<ResultRow>(
    `SELECT ${RESULT_COLUMNS} FROM evaluation_result e WHERE e.round_id = ANY ($1::uuid[]) AND ($2::boolean OR e.notified_at IS NOT NULL OR e.published_at IS NOT NULL)
     ORDER BY e.round_id, e.revision`,
    [roundIds, caller.scope.orgId === undefined],
  );
  return rows.map(storedResult);
}

export async function readAppeals(reader: Reader, roundIds: readonly Id[]): Promise<StoredAppeal[]> {
  const rows = await reader.query<AppealRow>('SELECT * FROM appeal WHERE round_id = ANY ($1::uuid[]) ORDER BY filed_at', [roundIds]);
  return rows.map(storedAppeal);
}
