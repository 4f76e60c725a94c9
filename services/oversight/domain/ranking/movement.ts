import type { Id } from '@goufu/kernel';
import { contributionsOf, NO_DOSSIER, withEvidence, type Contribution, type Dossier, type Line, type Periods } from './dossier.js';
import type { Evidence } from './evidence.js';
import type { LiveTable, Place } from './ranking.js';
import { EMPTY, negative, plus, sameStanding, type Standing } from './standing.js';

/** What one piece of evidence changes in one line of one table. */
export interface Shift extends Line {
  /** Which of the given pieces of evidence. */
  readonly index: number;
  readonly by: Standing;
}

/** An agency that stands elsewhere, or with another score, than before. */
export interface Movement extends Line {
  readonly index: number;
  readonly before: Place;
  readonly after: Place;
}

/** One table, `510104/2026/community`. */
export const scopeKey = ({ jurisdiction, period, category }: Omit<Line, 'agencyOrgId'>): string => `${jurisdiction}/${period}/${category}`;

/**
 * Files the evidence in order into `dossiers`, which changes, and answers what that shifts. Evidence that something later has
 * replaced shifts nothing.
 */
export function fileEvidence(dossiers: Map<Id, Dossier>, evidence: readonly Evidence[], periods: Periods): Shift[] {
  return evidence.flatMap((piece, index) => {
    const before = dossiers.get(piece.contractId) ?? NO_DOSSIER;
    const after = withEvidence(before, piece);
    if (after === before) return [];
    dossiers.set(piece.contractId, after);
    return shiftsBetween(contributionsOf(before, periods), contributionsOf(after, periods)).map((shift) => ({ ...shift, index }));
  });
}

function shiftsBetween(before: readonly Contribution[], after: readonly Contribution[]): (Line & { by: Standing })[] {
  const shifts = new Map<string, Line & { by: Standing }>();
  const add = (line: Line, by: Standing): void => {
    const key = `${scopeKey(line)}/${line.agencyOrgId}`;
    const { jurisdiction, period, category, agencyOrgId } = line;
    shifts.set(key, { jurisdiction, period, category, agencyOrgId, by: plus(shifts.get(key)?.by ?? EMPTY, by) });
  };
  for (const contribution of before) add(contribution, negative(contribution.standing));
  for (const contribution of after) add(contribution, contribution.standing);
  return [...shifts.values()].filter(({ by }) => !sameStanding(by, EMPTY));
}

/** Applies the shifts in order to `tables`, by scope, which change; answers who moved. */
export function applyShifts(tables: ReadonlyMap<string, LiveTable>, shifts: readonly Shift[]): Movement[] {
  return shifts.flatMap(({ by, ...line }) => {
    const table = tables.get(scopeKey(line));
    if (!table) throw new Error(`assertion failed: the table ${scopeKey(line)} was loaded`);
    const before = table.placeOf(line.agencyOrgId);
    table.set(line.agencyOrgId, plus(table.standingOf(line.agencyOrgId), by));
    const after = table.placeOf(line.agencyOrgId);
    const moved = before.position !== after.position || before.scoreBp !== after.scoreBp || before.n !== after.n;
    return moved ? [{ ...line, before, after }] : [];
  });
}
