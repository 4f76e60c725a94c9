import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Interest, PanelMember, PanelState } from '../../domain/panel/panel.js';
import type { PanelFact } from '../../domain/panel/panel.facts.js';
import type { Seat } from '../../domain/panel/panel.commands.js';
import type { BidScores } from '../../domain/score/sheet.commands.js';
import type { SheetFact } from '../../domain/score/sheet.facts.js';
import type { SheetState } from '../../domain/score/sheet.js';
import type { StoredTender } from './tender.repository.js';
import type { Sql } from './reader.js';

interface MemberRow {
  readonly member_id: string;
  readonly org_id: Id;
  readonly kind: PanelMember['kind'];
  readonly leader: boolean;
  readonly interest: Interest;
  readonly signed: boolean;
}

export interface StoredMember extends PanelMember {
  readonly signed: boolean;
}

export async function loadPanel(sql: Sql, tenderId: Id): Promise<PanelState & { readonly members: readonly StoredMember[] }> {
  const rows = await sql.query<MemberRow>(
    `SELECT m.member_id, m.org_id, m.kind, m.leader, m.interest,
            EXISTS (SELECT 1 FROM score_sheet s WHERE s.tender_id = m.tender_id AND s.member_id = m.member_id) AS signed
     FROM panel_member m WHERE m.tender_id = $1 ORDER BY m.seat_no`,
    [tenderId],
  );
  return { members: rows.map((row) => ({ memberId: row.member_id, orgId: row.org_id, kind: row.kind, leader: row.leader, interest: row.interest, signed: row.signed })) };
}

export async function savePanel(tx: Tx, tender: StoredTender, fact: PanelFact): Promise<void> {
  switch (fact.kind) {
    case 'composed':
      await tx.query('UPDATE tender SET panel_composed_by = $2 WHERE id = $1', [tender.id, tx.actorId]);
      return insertSeats(tx, tender, fact.seats);
    case 'no-interest-declared':
      return setInterest(tx, tender.id, fact.memberId, 'none');
    case 'recused':
      return setInterest(tx, tender.id, fact.memberId, 'recused', fact.reason);
    case 'replaced':
      await setInterest(tx, tender.id, fact.memberId, 'replaced');
      return insertSeats(tx, tender, [fact.seat]);
  }
}

async function insertSeats(tx: Tx, { id, jurisdiction }: StoredTender, seats: readonly Seat[]): Promise<void> {
  await tx.query(
    `INSERT INTO panel_member (tender_id, member_id, seat_no, jurisdiction, org_id, kind, leader, interest)
     SELECT $1, s.member_id, (SELECT count(*) FROM panel_member WHERE tender_id = $1) + s.ord, $2, s.org_id, s.kind, s.leader, 'undeclared'
     FROM unnest($3::text[], $4::uuid[], $5::text[], $6::boolean[]) WITH ORDINALITY AS s(member_id, org_id, kind, leader, ord)`,
    [id, jurisdiction, seats.map(({ memberId }) => memberId), seats.map(({ orgId }) => orgId), seats.map(({ kind }) => kind), seats.map(({ leader }) => leader)],
  );
}

async function setInterest(tx: Tx, tenderId: Id, memberId: string, interest: Interest, reason?: string): Promise<void> {
  await tx.query(
    'UPDATE panel_member SET interest = $3, recused_reason = coalesce($4, recused_reason) WHERE tender_id = $1 AND member_id = $2',
    [tenderId, memberId, interest, reason ?? null],
  );
}

export interface StoredSheet extends SheetState {
  readonly memberId: string;
  readonly signedAt: Instant;
}

/** The latest sheets of those who still sit; a replaced member's opinions are void (R50). */
export async function loadSheets(sql: Sql, tenderId: Id): Promise<StoredSheet[]> {
  const rows = await sql.query<{ member_id: string; revision: number; scores: BidScores[]; signed_at: Date }>(
    `SELECT DISTINCT ON (s.member_id) s.member_id, s.revision, s.scores, s.signed_at
     FROM score_sheet s JOIN panel_member m USING (tender_id, member_id)
     WHERE s.tender_id = $1 AND m.interest = 'none' ORDER BY s.member_id, s.revision DESC`,
    [tenderId],
  );
  return rows.map((row) => ({ memberId: row.member_id, signed: true, revision: row.revision, scores: row.scores, signedAt: row.signed_at.toISOString() }));
}

export async function insertSheet(tx: Tx, { id, jurisdiction }: StoredTender, revision: number, { scores, correction, at }: SheetFact): Promise<void> {
  await tx.query(
    `INSERT INTO score_sheet (tender_id, member_id, revision, jurisdiction, scores, correction, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, tx.actorId, revision, jurisdiction, JSON.stringify(scores), correction ?? null, at],
  );
}
