import { contractSigned, resultPublished, resultRevised, trancheForfeited, type FactContract } from '@goufu/contracts';
import { newId, toMessage, type BusMessage } from '@goufu/messaging';
import { AGENCIES, resultOf, sampleOf, termsOf, type Oversight } from '../oversight-for-spec.js';

const ROUNDS = 5;

/** A fact before it has its place among those of its purchase. */
export interface Said {
  readonly id: string;
  readonly contract: FactContract;
  readonly subject: string;
  readonly data: unknown;
}

/** Contracts of two agencies, each with results, a revision and now and then a lost tranche. */
export function historyOf(contracts: number): Said[] {
  return Array.from({ length: contracts }, (_, i): Said[] => {
    const [subject, contractId] = [newId(), newId()];
    const agencyOrgId = AGENCIES[i % 2] ?? '';
    const results = Array.from({ length: ROUNDS }, (_unused, round) => resultOf(contractId, agencyOrgId, (i * 37 + round * 911) % 10_001));
    const forfeit = { ...sampleOf(trancheForfeited), trancheId: newId(), contractId, agencyOrgId, revision: 1 };
    const said = (contract: FactContract, data: unknown): Said => ({ id: newId(), contract, subject, data });
    return [
      ...results.map((data) => said(resultPublished, data)),
      ...results.slice(0, 1).map((data) => said(resultRevised, { ...data, revision: 2, supersedes: data.resultId, resultId: newId(), scoreBp: 8000 })),
      ...(i % 7 === 0 ? [said(trancheForfeited, forfeit)] : []),
      said(contractSigned, termsOf(contractId, agencyOrgId)),
    ];
  }).flat();
}

/** Another order of the same facts, the same one for the same seed. */
export function shuffled(said: readonly Said[], seed: number): Said[] {
  let state = seed;
  const placed = said.map((fact) => [(state = (state * 48_271) % 2_147_483_647), fact] as const);
  return placed.toSorted(([a], [b]) => a - b).map(([, fact]) => fact);
}

/** Messages by topic, numbered per subject in the order of what is said. */
export function messagesOf(said: readonly Said[]): Map<string, BusMessage[]> {
  const topics = new Map<string, BusMessage[]>();
  const sequences = new Map<string, number>();
  for (const { id, contract, subject, data } of said) {
    const stream = `${contract.topic}/${subject}`;
    const sequence = (sequences.get(stream) ?? 0) + 1;
    sequences.set(stream, sequence);
    const attributes = { id, type: contract.type, source: `goufu/${contract.context}`, subject, sequence, correlationid: subject };
    const envelope = { specversion: '1.0', time: '2026-10-02T01:00:00.000Z', jurisdiction: '510104', actorid: 'somebody', classification: contract.classification, ...attributes } as const;
    const messages = topics.get(contract.topic) ?? [];
    topics.set(contract.topic, messages);
    messages.push(toMessage(envelope, JSON.stringify(data)));
  }
  return topics;
}

/** Throws until the ranking has taken in so many facts. */
export async function rankedIn(service: Oversight, count: number): Promise<void> {
  const [row] = await service.query<{ ranked: number }>(`SELECT count(*)::int AS ranked FROM inbox WHERE consumer_group = 'oversight.ranking'`);
  if (row?.ranked !== count) throw new Error(`${row?.ranked} of ${count} facts are ranked`);
}
