import { holds } from '../../domain/ranking/dossier.js';
import { applyShifts, fileEvidence, scopeKey, type Movement, type Shift } from '../../domain/ranking/movement.js';
import { LiveTable } from '../../domain/ranking/ranking.js';
import { loadDossiers, saveEvidence, type Placed, type Queries } from '../persistence/dossier.repository.js';
import { loadStandings, saveStandings } from '../persistence/standing.repository.js';
import { periods, rulesOf } from './rules-of.js';

export interface Moved {
  readonly movements: readonly Movement[];
  /** Shifts into tables in which nobody stood before, one per table. */
  readonly opened: readonly Shift[];
}

/** One writer at a time: what a chunk loads must still hold when it writes. Readers are not held up. */
export const lockRanking = (tx: Queries) => tx.query(`SELECT pg_advisory_xact_lock(hashtext('ranking'))`);

/** Files evidence into the ranking: load the set, fold pure, write the set. Five statements, however many pieces. */
export async function moveRanking(tx: Queries, pieces: readonly Placed[]): Promise<Moved> {
  await lockRanking(tx);
  const dossiers = await loadDossiers(tx, [...new Set(pieces.map(({ contractId }) => contractId))]);
  const shifts = fileEvidence(dossiers, pieces, periods);
  await saveEvidence(
    tx,
    pieces.filter((piece) => holds(dossiers.get(piece.contractId) ?? { results: new Map(), faults: new Map() }, piece)),
  );
  if (shifts.length === 0) return { movements: [], opened: [] };

  const firstOfTable = new Map(shifts.toReversed().map((shift) => [scopeKey(shift), shift]));
  const standings = await loadStandings(tx, [...firstOfTable.values()]);
  const opened = [...firstOfTable.values()].filter((shift) => standings.get(scopeKey(shift))?.size === 0);
  const tables = new Map([...firstOfTable].map(([key, { jurisdiction, period }]) => [key, new LiveTable(standings.get(key) ?? new Map(), rulesOf(jurisdiction, period))]));
  const movements = applyShifts(tables, shifts);
  await saveStandings(tx, changedLines(shifts, tables));
  return { movements, opened };
}

function changedLines(shifts: readonly Shift[], tables: ReadonlyMap<string, LiveTable>) {
  const lines = new Map(shifts.map(({ jurisdiction, period, category, agencyOrgId }) => [`${jurisdiction}/${period}/${category}/${agencyOrgId}`, { jurisdiction, period, category, agencyOrgId }]));
  return [...lines.values()].flatMap((line) => {
    const table = tables.get(scopeKey(line));
    return table ? [{ ...line, standing: table.standingOf(line.agencyOrgId) }] : [];
  });
}
