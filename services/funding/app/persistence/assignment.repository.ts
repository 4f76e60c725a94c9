import type { Fen, Id, LocalDate } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Reads } from './reader.js';

export interface Assignment {
  readonly id: Id;
  readonly attemptId: Id;
  readonly jurisdiction: string;
  readonly explanation: string;
  readonly proposedBy: string;
  readonly state: 'proposed' | 'confirmed' | 'declined';
}

/** A suspended entry, locked. */
export interface LockedEntry {
  readonly suspenseId: Id;
  readonly entryRef: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
  readonly bookedOn: LocalDate;
  readonly jurisdiction: string;
  readonly cleared: boolean;
  readonly assignmentId: Id | undefined;
}

interface EntryRow {
  readonly id: Id;
  readonly entry_ref: string;
  readonly direction: 'debit' | 'credit';
  readonly amount_fen: string;
  readonly booked_on: LocalDate;
  readonly jurisdiction: string;
  readonly cleared: boolean;
  readonly assignment_id: Id | null;
}

/** Suspended entries by their ids, or those of an assignment, locked in one order. */
export async function lockSuspended(tx: Tx, by: { readonly ids: readonly Id[] } | { readonly assignmentId: Id }): Promise<LockedEntry[]> {
  const [column, value] = 'ids' in by ? ['s.id', by.ids] : ['s.assignment_id', [by.assignmentId]];
  const rows = await tx.query<EntryRow>(
    `SELECT s.id, s.entry_ref, s.direction, s.amount_fen, e.booked_on::text, s.jurisdiction, s.cleared_at IS NOT NULL AS cleared, s.assignment_id
     FROM suspense s JOIN statement_entry e USING (account, entry_ref) WHERE ${column} = ANY ($1::uuid[]) ORDER BY s.id FOR UPDATE OF s`,
    [value],
  );
  return rows.map((row) => ({
    suspenseId: row.id,
    entryRef: row.entry_ref,
    direction: row.direction,
    amount: BigInt(row.amount_fen),
    bookedOn: row.booked_on,
    jurisdiction: row.jurisdiction,
    cleared: row.cleared,
    assignmentId: row.assignment_id ?? undefined,
  }));
}

export async function insertAssignment(tx: Tx, { id, attemptId, jurisdiction, explanation, proposedBy, state }: Assignment, suspenseIds: readonly Id[]): Promise<void> {
  await tx.query(`INSERT INTO suspense_assignment (id, attempt_id, jurisdiction, explanation, proposed_by, proposed_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
    id,
    attemptId,
    jurisdiction,
    explanation,
    proposedBy,
    tx.now,
    state,
  ]);
  await tx.query(`UPDATE suspense SET assignment_id = $1 WHERE id = ANY ($2::uuid[])`, [id, suspenseIds]);
}

const COLUMNS = 'id, attempt_id, jurisdiction, explanation, proposed_by, state';
interface AssignmentRow {
  readonly id: Id;
  readonly attempt_id: Id;
  readonly jurisdiction: string;
  readonly explanation: string;
  readonly proposed_by: string;
  readonly state: Assignment['state'];
}

export async function lockAssignment(tx: Tx, id: Id): Promise<Assignment | undefined> {
  const [row] = await tx.query<AssignmentRow>(`SELECT ${COLUMNS} FROM suspense_assignment WHERE id = $1 FOR UPDATE`, [id]);
  return row && { id: row.id, attemptId: row.attempt_id, jurisdiction: row.jurisdiction, explanation: row.explanation, proposedBy: row.proposed_by, state: row.state };
}

/** Ends an assignment; the entries of a declined one are free again, those of a confirmed one are cleared with it. */
export async function endAssignment(tx: Tx, { id, explanation }: Assignment, state: 'confirmed' | 'declined'): Promise<void> {
  await tx.query(`UPDATE suspense_assignment SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1`, [id, state, tx.actorId, tx.now]);
  if (state === 'declined') await tx.query(`UPDATE suspense SET assignment_id = NULL WHERE assignment_id = $1`, [id]);
  else await tx.query(`UPDATE suspense SET cleared_at = $2, cleared_by = $3, explanation = $4 WHERE assignment_id = $1`, [id, tx.now, tx.actorId, explanation]);
}

/** Assignments as people see them, the undecided ones first. */
export async function readAssignments(reads: Reads, prefix: string) {
  const rows = await reads.query<AssignmentRow & { proposed_at: Date; suspense_ids: Id[] | null }>(
    `SELECT ${COLUMNS}, proposed_at, (SELECT array_agg(s.id ORDER BY s.id) FROM suspense s WHERE s.assignment_id = a.id) AS suspense_ids FROM suspense_assignment a
     WHERE starts_with(jurisdiction, $1) ORDER BY state = 'proposed' DESC, proposed_at DESC LIMIT 200`,
    [prefix],
  );
  return rows.map((row) => ({
    assignmentId: row.id,
    attemptId: row.attempt_id,
    suspenseIds: row.suspense_ids ?? [],
    explanation: row.explanation,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    state: row.state,
  }));
}
