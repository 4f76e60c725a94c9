import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractSigned, resultPublished, resultRevised, trancheForfeited, type FactContract } from '@goufu/contracts';
import { newId, toMessage, type BusMessage } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { AGENCIES, resultOf, sampleOf, startOversight, termsOf, type Oversight } from '../oversight-for-spec.js';
import { printDigest } from './digest.js';
import { rebuildRanking } from './rebuild-ranking.js';

let service: Oversight;
beforeAll(async () => {
  service = await startOversight();
}, 120_000);
afterAll(() => service?.close());

const CONTRACTS = 120;
const ROUNDS = 5;

interface Said {
  readonly contract: FactContract;
  readonly subject: string;
  readonly data: unknown;
}

function messagesOf(said: readonly Said[]): Map<string, BusMessage[]> {
  const topics = new Map<string, BusMessage[]>();
  const sequences = new Map<string, number>();
  for (const { contract, subject, data } of said) {
    const stream = `${contract.topic}/${subject}`;
    const sequence = (sequences.get(stream) ?? 0) + 1;
    sequences.set(stream, sequence);
    const attributes = { id: newId(), type: contract.type, source: `goufu/${contract.context}`, subject, sequence, correlationid: subject };
    const envelope = { specversion: '1.0', time: '2026-10-02T01:00:00.000Z', jurisdiction: '510104', actorid: 'somebody', classification: contract.classification, ...attributes } as const;
    topics.set(contract.topic, [...(topics.get(contract.topic) ?? []), toMessage(envelope, JSON.stringify(data))]);
  }
  return topics;
}

/** Contracts of two agencies, each with results, a revision and now and then a lost tranche. */
function history(): Said[] {
  return Array.from({ length: CONTRACTS }, (_, i): Said[] => {
    const [subject, contractId] = [newId(), newId()];
    const agencyOrgId = AGENCIES[i % 2] ?? '';
    const results = Array.from({ length: ROUNDS }, (_unused, round) => resultOf(contractId, agencyOrgId, (i * 37 + round * 911) % 10_001));
    const forfeit = { ...sampleOf(trancheForfeited), trancheId: newId(), contractId, agencyOrgId, revision: 1 };
    return [
      ...results.map((data) => ({ contract: resultPublished, subject, data })),
      ...results.slice(0, 1).map((data) => ({ contract: resultRevised, subject, data: { ...data, revision: 2, supersedes: data.resultId, resultId: newId(), scoreBp: 8000 } })),
      ...(i % 7 === 0 ? [{ contract: trancheForfeited, subject, data: forfeit }] : []),
      { contract: contractSigned, subject, data: termsOf(contractId, agencyOrgId) },
    ];
  }).flat();
}

async function publish(said: readonly Said[]): Promise<void> {
  await Promise.all([...messagesOf(said)].map(([topic, messages]) => service.bus.publish(topic, messages)));
}

const ranked = (count: number) =>
  eventually(
    async () => {
      const [row] = await service.query<{ ranked: number }>(`SELECT count(*)::int AS ranked FROM inbox WHERE consumer_group = 'oversight.ranking'`);
      if (row?.ranked !== count) throw new Error(`${row?.ranked} of ${count} facts are ranked`);
    },
    { within: 60_000 },
  );

describe('a rebuild from Kafka', () => {
  let heard = 0;

  it('gives the identical ranking, byte for byte, and says nothing anew', async () => {
    const said = history();
    await publish(said);
    await ranked((heard += said.length));
    const before = await printDigest(service.variables);
    const facts = await service.query('SELECT count(*) FROM fact');

    await service.query(`UPDATE ranking_standing SET weighted_sum = weighted_sum + 1`);
    await service.query(`DELETE FROM ranked_result WHERE score_bp < 5000`);
    expect(await printDigest(service.variables)).not.toBe(before);

    const answer = await rebuildRanking(service.variables);
    expect(answer).toBe(`the ranking was computed anew from ${heard} facts, ${before.replace('ranking ', '')}`);
    expect(await printDigest(service.variables)).toBe(before);
    expect(await service.query('SELECT count(*) FROM fact')).toEqual(facts);
  });

  it('goes on exactly where the live consumers stand, while facts come in', async () => {
    const said = history();
    const [answer] = await Promise.all([rebuildRanking(service.variables), publish(said)]);
    expect(answer).toContain('computed anew');
    await ranked((heard += said.length));
    const live = await printDigest(service.variables);
    await rebuildRanking(service.variables);
    expect(await printDigest(service.variables)).toBe(live);
  });

  it('leaves out what cannot be read, which live is parked', async () => {
    const before = await printDigest(service.variables);
    const [message] = messagesOf([{ contract: resultPublished, subject: newId(), data: { nonsense: true } }]).get('evaluation') ?? [];
    await service.bus.publish('evaluation', message ? [message] : []);
    await eventually(async () => {
      const held = await service.query(`SELECT 1 FROM held_record WHERE consumer_group = 'oversight.ranking' AND state = 'parked'`);
      if (held.length !== 1) throw new Error('not parked yet');
    });
    expect(await rebuildRanking(service.variables)).toContain('1 could not be read and were left out');
    expect(await printDigest(service.variables)).toBe(before);
  });

  it('runs alone', async () => {
    const [first, second] = await Promise.allSettled([rebuildRanking(service.variables), rebuildRanking(service.variables)]);
    expect([first, second].map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
