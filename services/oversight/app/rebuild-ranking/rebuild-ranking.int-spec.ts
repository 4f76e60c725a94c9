import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { startOversight, type Oversight } from '../oversight-for-spec.js';
import { printDigest } from './digest.js';
import { historyOf, messagesOf, rankedIn, type Said } from './history-for-spec.js';
import { rebuildRanking } from './rebuild-ranking.js';

let service: Oversight;
beforeAll(async () => {
  service = await startOversight();
}, 120_000);
afterAll(() => service?.close());

const CONTRACTS = 120;

async function publish(said: readonly Said[]): Promise<void> {
  await Promise.all([...messagesOf(said)].map(([topic, messages]) => service.bus.publish(topic, messages)));
}

const ranked = (count: number) => eventually(() => rankedIn(service, count), { within: 60_000 });

describe('a rebuild from Kafka', () => {
  let heard = 0;

  it('gives the identical ranking, byte for byte, and says nothing anew', async () => {
    const said = historyOf(CONTRACTS);
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
    const said = historyOf(CONTRACTS);
    const [answer] = await Promise.all([rebuildRanking(service.variables), publish(said)]);
    expect(answer).toContain('computed anew');
    await ranked((heard += said.length));
    const live = await printDigest(service.variables);
    await rebuildRanking(service.variables);
    expect(await printDigest(service.variables)).toBe(live);
  });

  it('leaves out what cannot be read, which live is parked', async () => {
    const before = await printDigest(service.variables);
    const [message] = messagesOf([{ id: newId(), contract: resultPublished, subject: newId(), data: { nonsense: true } }]).get('evaluation') ?? [];
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
