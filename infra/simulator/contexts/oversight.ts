import { NO_DOSSIER, type Dossier, type Periods } from '@goufu/oversight/domain/ranking/dossier.js';
import type { Evidence } from '@goufu/oversight/domain/ranking/evidence.js';
import { applyShifts, fileEvidence, scopeKey } from '@goufu/oversight/domain/ranking/movement.js';
import { periodOf, periodsBetween } from '@goufu/oversight/domain/ranking/period.js';
import { LiveTable, ranking, type Row } from '@goufu/oversight/domain/ranking/ranking.js';
import type { Standing } from '@goufu/oversight/domain/ranking/standing.js';
import { localDateOf, type Id, type Instant } from '@goufu/kernel';
import type { Bus } from '../world/bus.js';
import type { Fact, Saying } from '../world/facts.js';
import { Service, type Outcome } from '../world/service.js';
import { Store, type Tx } from '../world/store.js';
import { JURISDICTION, periodLength, rankingRules } from './rules.js';

export interface OversightRows {
  readonly dossier: Dossier;
  /** By table and agency. */
  readonly standing: { readonly scope: string; readonly agencyId: Id; readonly standing: Standing };
}

const periods: Periods = { of: (_, day) => periodOf(day, periodLength), between: (_, from, to) => periodsBetween(from, to, periodLength) };

/** Oversight: the real ranking, moved by one fact at a time. */
export class Oversight {
  readonly service: Service<OversightRows>;

  constructor(bus: Bus, now: () => Instant) {
    const store = new Store<OversightRows>({ dossier: new Map(), standing: new Map() });
    this.service = new Service('oversight', store, bus, now, { listensTo: ['procurement', 'evaluation', 'funding'], react });
  }

  /** Every table as it stands, by scope. */
  rankings(): Map<string, Row[]> {
    const tables = new Map<string, Map<Id, Standing>>();
    for (const { scope, agencyId, standing } of this.service.store.tables.standing.values()) tables.set(scope, (tables.get(scope) ?? new Map<Id, Standing>()).set(agencyId, standing));
    return rowsOf(tables);
  }
}

const rowsOf = (tables: ReadonlyMap<string, ReadonlyMap<Id, Standing>>): Map<string, Row[]> => new Map([...tables].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([scope, table]) => [scope, ranking(table, rankingRules)]));

/** The tables as a pure fold of the facts, in the order in which they are given. */
export function rankingsFrom(facts: readonly Fact[]): Map<string, Row[]> {
  const dossiers = new Map<Id, Dossier>();
  const shifts = fileEvidence(dossiers, facts.flatMap((fact) => evidenceIn(fact) ?? []), periods);
  const standings = new Map<string, Map<Id, Standing>>();
  const tables = new Map(shifts.map((shift) => [scopeKey(shift), new LiveTable(standings.get(scopeKey(shift)) ?? fresh(standings, scopeKey(shift)), rankingRules)]));
  applyShifts(tables, shifts);
  return rowsOf(standings);
}

function fresh(standings: Map<string, Map<Id, Standing>>, scope: string): Map<Id, Standing> {
  const table = new Map<Id, Standing>();
  standings.set(scope, table);
  return table;
}

function react(fact: Fact, tx: Tx<OversightRows>): Outcome | undefined {
  const evidence = evidenceIn(fact);
  if (!evidence) return undefined;
  const dossiers = new Map([[evidence.contractId, tx.find('dossier', evidence.contractId) ?? NO_DOSSIER]]);
  const shifts = fileEvidence(dossiers, [evidence], periods);
  for (const [id, dossier] of dossiers) tx.put('dossier', id, dossier);
  const tables = new Map<string, LiveTable>();
  for (const shift of shifts) {
    const scope = scopeKey(shift);
    const lines = tx.all('standing').filter((line) => line.scope === scope);
    if (!tables.has(scope)) tables.set(scope, new LiveTable(new Map(lines.map(({ agencyId, standing }) => [agencyId, standing])), rankingRules));
  }
  applyShifts(tables, shifts);
  for (const shift of shifts) {
    const scope = scopeKey(shift);
    const standing = tables.get(scope)?.standingOf(shift.agencyOrgId);
    if (standing) tx.put('standing', `${scope}/${shift.agencyOrgId}`, { scope, agencyId: shift.agencyOrgId, standing });
  }
  return 'applied';
}

/** What a fact says about an agency, if it says something. */
function evidenceIn({ id: factId, at, says }: Fact): Evidence | undefined {
  const { contractId } = says;
  const on = localDateOf(at);
  switch (says.kind) {
    case 'contract-signed': {
      const { agencyId, category, from, to, evaluations } = says.terms;
      const weights = Object.fromEntries(evaluations.map(({ code, weightBp }) => [code, weightBp]));
      return { kind: 'contract', factId, revision: 1, contractId, jurisdiction: JURISDICTION, category, agencyOrgId: agencyId, agencyNameZh: agencyId, from, to, weights };
    }
    case 'result-published':
    case 'result-revised': {
      const { roundId, resultId, evaluationCode, evaluationKind, attempt, revision, scoreBp, publishedAt } = says;
      return { kind: 'result', factId, contractId, roundId, resultId, evaluationCode, evaluationKind, attempt, revision, scoreBp, on: localDateOf(publishedAt) };
    }
    default:
      return faultIn(says, factId, on);
  }
}

function faultIn(says: Saying, factId: Id, on: string): Evidence | undefined {
  switch (says.kind) {
    case 'tranche-released':
    case 'tranche-withheld':
    case 'tranche-forfeited':
      return { kind: 'fault', factId, contractId: says.contractId, fault: 'forfeit', id: says.trancheId, revision: says.revision, stands: says.kind === 'tranche-forfeited', on };
    // A case that was waived is no fault any more.
    case 'clawback-settled':
      return { kind: 'fault', factId, contractId: says.contractId, fault: 'clawback', id: says.caseId, revision: 2, stands: says.outcome !== 'waived', on };
    case 'clawback-raised':
      return { kind: 'fault', factId, contractId: says.contractId, fault: 'clawback', id: says.caseId, revision: 1, stands: true, on };
    default:
      return undefined;
  }
}
