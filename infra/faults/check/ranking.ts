import { evidenceIn, type Contract, type Evidence, type Result } from './evidence.js';
import type { StandingRow } from './snapshot.js';
import type { TopicMessage } from './topics.js';
import { drifted, type Violation } from './violation.js';

interface Line {
  contracts: number;
  weightedSum: bigint;
  weightSum: bigint;
  results: number;
  faults: number;
}

const COUNTED = new Set(['mid-term', 'final', 'spot-check']);
const CHINA_MS = 8 * 3_600_000;
/** Days are days in China; a fact that names a day names it as it is. */
const yearOf = (moment: string): number => (moment.length > 10 ? new Date(Date.parse(moment) + CHINA_MS).getUTCFullYear() : Number(moment.slice(0, 4)));

/** The ranking is a pure fold of the facts: contracts, their latest results and the agencies' faults as they lie on Kafka, in a fold of the checker's own. */
export function checkRanking(standings: readonly StandingRow[], messages: readonly TopicMessage[]): Violation[] {
  const expected = fold(evidenceIn(messages));
  const found = new Map(standings.map((row) => [keyOf(row.jurisdiction, row.period, row.category, row.agency_org_id), textOf(lineOf(row))]));
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const wanted = textOf(expected.get(key) ?? EMPTY);
    const stands = found.get(key) ?? textOf(EMPTY);
    return wanted === stands ? [] : [drifted(`ranking ${key} stands at ${stands}, the facts give ${wanted}`)];
  });
}

const EMPTY: Line = { contracts: 0, weightedSum: 0n, weightSum: 0n, results: 0, faults: 0 };
const keyOf = (...parts: readonly string[]): string => parts.join('/');
const textOf = ({ contracts, weightedSum, weightSum, results, faults }: Line): string =>
  `${contracts} contracts, ${results} results, ${weightedSum}/${weightSum}, ${faults} faults`;
const lineOf = ({ contracts, weighted_sum, weight_sum, results, faults }: StandingRow): Line => ({
  contracts,
  weightedSum: BigInt(weighted_sum),
  weightSum: BigInt(weight_sum),
  results,
  faults,
});

/** One line per agency, field and year: a contract puts its agency into every year of its term, and into the year of whatever counts of it. */
function fold({ contracts, results, faults }: Evidence): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const contract of contracts.values()) {
    const years = new Set<number>();
    const lineIn = (year: number): Line => {
      const key = keyOf(contract.jurisdiction, String(year), contract.category, contract.agency.orgId);
      const line = lines.get(key) ?? { ...EMPTY };
      lines.set(key, line);
      if (!years.has(year)) line.contracts += 1;
      years.add(year);
      return line;
    };
    for (let year = Number(contract.term.from.slice(0, 4)); year <= Number(contract.term.to.slice(0, 4)); year += 1) lineIn(year);
    for (const result of results.values()) if (result.contractId === contract.contractId) count(contract, result, lineIn);
    for (const { contractId, stands, on } of faults.values()) if (stands && contractId === contract.contractId) lineIn(yearOf(on)).faults += 1;
  }
  return lines;
}

function count(contract: Contract, { evaluationCode, kind, scoreBp, publishedAt }: Result, lineIn: (year: number) => Line): void {
  const weight = contract.evaluationPlan.find(({ code }) => code === evaluationCode)?.weightBp ?? 0;
  if (weight === 0 || !COUNTED.has(kind)) return;
  const line = lineIn(yearOf(publishedAt));
  line.weightedSum += BigInt(weight) * BigInt(scoreBp);
  line.weightSum += BigInt(weight);
  line.results += 1;
}
