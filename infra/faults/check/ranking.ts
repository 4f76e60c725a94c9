import type { StandingRow } from './snapshot.js';
import type { TopicMessage } from './topics.js';
import { drifted, type Violation } from './violation.js';

interface Contract {
  readonly contractId: string;
  readonly revision: number;
  readonly category: string;
  readonly agency: { readonly orgId: string };
  readonly term: { readonly from: string; readonly to: string };
  readonly evaluationPlan: readonly { readonly code: string; readonly weightBp: number }[];
}

interface Result {
  readonly roundId: string;
  readonly revision: number;
  readonly contractId: string;
  readonly evaluationCode: string;
  readonly kind: string;
  readonly scoreBp: number;
  readonly publishedAt: string;
}

interface Line {
  contracts: number;
  weightedSum: bigint;
  weightSum: bigint;
  results: number;
}

const COUNTED = new Set(['mid-term', 'final', 'spot-check']);
const CHINA_MS = 8 * 3_600_000;
const yearOf = (instant: string): number => new Date(Date.parse(instant) + CHINA_MS).getUTCFullYear();

/** The ranking is a pure fold of the facts: contracts and their latest results as they lie on Kafka, in a fold of the checker's own. */
export function checkRanking(standings: readonly StandingRow[], messages: readonly TopicMessage[]): Violation[] {
  const expected = fold(messages);
  const found = new Map(standings.map((row) => [keyOf(row.jurisdiction, row.period, row.category, row.agency_org_id), textOf(lineOf(row))]));
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const wanted = textOf(expected.get(key) ?? EMPTY);
    const stands = found.get(key) ?? textOf(EMPTY);
    return wanted === stands ? [] : [drifted(`ranking ${key} stands at ${stands}, the facts give ${wanted}`)];
  });
}

const EMPTY: Line = { contracts: 0, weightedSum: 0n, weightSum: 0n, results: 0 };
const keyOf = (...parts: readonly string[]): string => parts.join('/');
const textOf = ({ contracts, weightedSum, weightSum, results }: Line): string => `${contracts} contracts, ${results} results, ${weightedSum}/${weightSum}`;
const lineOf = ({ contracts, weighted_sum, weight_sum, results }: StandingRow): Line => ({ contracts, weightedSum: BigInt(weighted_sum), weightSum: BigInt(weight_sum), results });

function fold(messages: readonly TopicMessage[]): Map<string, Line> {
  const contracts = new Map<string, Contract & { jurisdiction: string }>();
  const results = new Map<string, Result>();
  for (const { type, body, jurisdiction } of messages) {
    if (type === 'procurement.contract-signed.v1') {
      const contract = JSON.parse(body) as Contract;
      contracts.set(contract.contractId, { ...contract, jurisdiction });
    } else if (type === 'evaluation.result-published.v1') {
      const result = JSON.parse(body) as Result;
      if ((results.get(result.roundId)?.revision ?? 0) < result.revision) results.set(result.roundId, result);
    }
  }
  const lines = new Map<string, Line>();
  const lineFor = (key: string): Line => {
    const line = lines.get(key) ?? { ...EMPTY };
    lines.set(key, line);
    return line;
  };
  const keyIn = ({ jurisdiction, category, agency }: Contract & { jurisdiction: string }, year: number): string => keyOf(jurisdiction, String(year), category, agency.orgId);
  for (const contract of contracts.values()) {
    for (let year = Number(contract.term.from.slice(0, 4)); year <= Number(contract.term.to.slice(0, 4)); year += 1) lineFor(keyIn(contract, year)).contracts += 1;
  }
  for (const { contractId, evaluationCode, kind, scoreBp, publishedAt } of results.values()) {
    const contract = contracts.get(contractId);
    const weight = contract?.evaluationPlan.find(({ code }) => code === evaluationCode)?.weightBp ?? 0;
    if (!contract || weight === 0 || !COUNTED.has(kind)) continue;
    const line = lineFor(keyIn(contract, yearOf(publishedAt)));
    line.weightedSum += BigInt(weight) * BigInt(scoreBp);
    line.weightSum += BigInt(weight);
    line.results += 1;
  }
  return lines;
}
