import type { Id } from '@goufu/kernel';
import { counts, supersedes, type ContractEvidence, type Evidence, type FaultEvidence, type ResultEvidence } from './evidence.js';
import type { Period } from './period.js';
import { EMPTY, plus, type Standing } from './standing.js';

/** All that counts of one contract: its latest terms, the latest revision of each result, its faults. */
export interface Dossier {
  readonly contract?: ContractEvidence;
  readonly results: ReadonlyMap<Id, ResultEvidence>;
  readonly faults: ReadonlyMap<string, FaultEvidence>;
}

export const NO_DOSSIER: Dossier = { results: new Map(), faults: new Map() };

const faultKey = ({ fault, id }: FaultEvidence): string => `${fault}:${id}`;

/** The dossier with `evidence` in it; the very same dossier when something later is there already. */
export function withEvidence(dossier: Dossier, evidence: Evidence): Dossier {
  switch (evidence.kind) {
    case 'contract':
      return supersedes(evidence, dossier.contract) ? { ...dossier, contract: evidence } : dossier;
    case 'result':
      if (!supersedes(evidence, dossier.results.get(evidence.roundId))) return dossier;
      return { ...dossier, results: new Map(dossier.results).set(evidence.roundId, evidence) };
    case 'fault':
      if (!supersedes(evidence, dossier.faults.get(faultKey(evidence)))) return dossier;
      return { ...dossier, faults: new Map(dossier.faults).set(faultKey(evidence), evidence) };
  }
}

/** Where periods begin and end in a jurisdiction. */
export interface Periods {
  of(jurisdiction: string, day: string): Period;
  between(jurisdiction: string, from: string, to: string): readonly Period[];
}

/** One line of one table: who, in which field, in which period. */
export interface Line {
  readonly jurisdiction: string;
  readonly period: Period;
  readonly category: string;
  readonly agencyOrgId: Id;
}

export interface Contribution extends Line {
  readonly standing: Standing;
}

/**
 * What a contract adds to the tables: one line per period. Nothing before its terms are known; an agency under contract stands
 * in every period of its term, unrated until a result counts.
 */
export function contributionsOf({ contract, results, faults }: Dossier, periods: Periods): Contribution[] {
  if (!contract) return [];
  const { jurisdiction, category, agencyOrgId, weights } = contract;
  const lines = new Map<Period, Standing>();
  const add = (period: Period, part: Partial<Standing>): void => {
    lines.set(period, plus(lines.get(period) ?? { ...EMPTY, contracts: 1 }, { ...EMPTY, ...part }));
  };
  for (const period of periods.between(jurisdiction, contract.from, contract.to)) add(period, {});
  for (const result of results.values()) {
    const weight = weights[result.evaluationCode] ?? 0;
    if (!counts(result) || weight === 0) continue;
    const weightedSum = BigInt(weight) * BigInt(result.scoreBp);
    add(periods.of(jurisdiction, result.on), { weightedSum, weightSum: BigInt(weight), results: 1 });
  }
  for (const fault of faults.values()) {
    if (fault.stands) add(periods.of(jurisdiction, fault.on), { faults: 1 });
  }
  return [...lines].map(([period, standing]) => ({ jurisdiction, period, category, agencyOrgId, standing }));
}

/** Whether this very piece is what now counts; false for one that was replaced. */
export const holds = ({ contract, results, faults }: Dossier, piece: Evidence): boolean =>
  piece === contract || (piece.kind === 'result' && results.get(piece.roundId) === piece) || (piece.kind === 'fault' && faults.get(faultKey(piece)) === piece);

/** Facts that count in a period: what a published ranking can be computed from again. */
export function countedFacts(dossier: Dossier, period: Period, periods: Periods): Id[] {
  const { contract, results, faults } = dossier;
  if (!contract || !contributionsOf(dossier, periods).some((line) => line.period === period)) return [];
  const inPeriod = ({ on }: { on: string }): boolean => periods.of(contract.jurisdiction, on) === period;
  const counted = [...results.values()].filter((result) => counts(result) && inPeriod(result));
  const standing = [...faults.values()].filter((fault) => fault.stands && inPeriod(fault));
  return [contract, ...counted, ...standing].map(({ factId }) => factId);
}
