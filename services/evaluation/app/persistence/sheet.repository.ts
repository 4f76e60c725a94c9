import { createHash } from 'node:crypto';
import type { Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { SignedSheet } from '../../domain/result/compute-result.js';
import { EMPTY_SHEET, type SheetContent } from '../../domain/sheet/sheet-content.js';
import type { SheetFact } from '../../domain/sheet/sheet.facts.js';
import type { SheetState } from '../../domain/sheet/sheet.js';
import type { Party } from '../../domain/template/template-content.js';
import type { StoredRound } from './round.repository.js';
import { instantOf } from './columns.js';

interface SheetRow {
  readonly evaluator_id: string;
  readonly revision: number;
  readonly status: 'draft' | 'signed';
  readonly content: SheetContent;
  readonly signed_at: Date | null;
  readonly sha256: string | null;
}

/** Sheets of one evaluator in the current revision and in the one before it. */
const OWN_SHEETS = `SELECT * FROM score_sheet WHERE round_id = $1 AND evaluator_id = $2 AND revision >= $3 - 1 ORDER BY revision DESC`;

/** The evaluator's sheet in the current revision of a round whose row is locked; undefined for whoever has no seat. */
export async function loadSheet(tx: Pick<Tx, 'query'>, round: StoredRound, evaluatorId: string): Promise<SheetState | undefined> {
  const member = round.members.find((it) => it.evaluatorId === evaluatorId);
  if (!member) return undefined;
  const rows = await tx.query<SheetRow>(OWN_SHEETS, [round.id, evaluatorId, round.revision]);
  const current = rows.find(({ revision }) => revision === round.revision);
  const before = rows.find(({ revision, status }) => revision < round.revision && status === 'signed');
  return {
    status: current?.status ?? 'blank',
    content: current?.content ?? before?.content ?? EMPTY_SHEET,
    template: round.template,
    roundOpen: round.status === 'open',
    interest: member.interest,
    reopened: round.reopening && before ? { ...round.reopening, signedBefore: before.content } : undefined,
    signedAt: instantOf(current?.signed_at ?? null),
  };
}

export async function saveSheet(tx: Tx, round: StoredRound, evaluatorId: string, state: SheetState, facts: readonly SheetFact[]): Promise<void> {
  for (const fact of facts) {
    const signedAt: Instant | null = fact.kind === 'sheet-signed' ? fact.at : null;
    await tx.query(
      `INSERT INTO score_sheet (round_id, revision, evaluator_id, jurisdiction, status, content, signed_at, sha256)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (round_id, revision, evaluator_id)
       DO UPDATE SET status = excluded.status, content = excluded.content, signed_at = excluded.signed_at, sha256 = excluded.sha256`,
      [
        round.id,
        round.revision,
        evaluatorId,
        round.jurisdiction,
        signedAt === null ? 'draft' : 'signed',
        JSON.stringify(state.content),
        signedAt,
        signedAt === null ? null : sha256Of(state.content),
      ],
    );
  }
}

/** A sheet that counts, with whose it is. */
interface CountingSheet extends SignedSheet {
  readonly evaluatorId: string;
  readonly status: 'signed';
  readonly signedAt: Instant | undefined;
}

/** The sheets that count: signed in this revision by whoever still sits on the panel. */
export async function readSignedSheets(reader: Pick<Tx, 'query'>, round: StoredRound): Promise<CountingSheet[]> {
  const rows = await reader.query<SheetRow & { party: Party }>(
    `SELECT s.*, m.party FROM score_sheet s JOIN panel_member m USING (round_id, evaluator_id)
     WHERE s.round_id = $1 AND s.revision = $2 AND s.status = 'signed' AND m.interest = 'none' ORDER BY m.seat_no`,
    [round.id, round.revision],
  );
  return rows.map((row) => ({ evaluatorId: row.evaluator_id, party: row.party, content: row.content, status: 'signed', signedAt: instantOf(row.signed_at) }));
}

/** Digest of a sheet's content that does not depend on the order of its fields: what the signature stands for. */
export const sha256Of = (content: SheetContent): string => createHash('sha256').update(JSON.stringify(sorted(content))).digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
