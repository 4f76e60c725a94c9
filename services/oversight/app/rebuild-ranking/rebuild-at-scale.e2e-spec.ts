import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { startOversight, type Oversight } from '../oversight-for-spec.js';
import { printDigest } from './digest.js';
import { historyOf, messagesOf, shuffled, type Said } from './history-for-spec.js';
import { rebuildRanking } from './rebuild-ranking.js';

/** Seven facts of each contract and a seventh one of every seventh: 100,000 and a few. */
const CONTRACTS = 14_000;
const BATCH = 200;
const MINUTES = 60_000;

let services: Oversight[];
beforeAll(async () => {
  services = [await startOversight(), await startOversight()];
}, 2 * MINUTES);
afterAll(() => Promise.all(services.map((service) => service.close())));

/** Throws until the ranking stands behind so many messages: offsets are committed with what they bring, and quicker to add up than its rows. */
async function readBy(service: Oversight, count: number): Promise<void> {
  const [row] = await service.query<{ read: number }>(
    `SELECT sum(next_offset)::int AS read FROM consumer_offset WHERE consumer_group = 'oversight.ranking' AND topic NOT LIKE '%oversight'`,
  );
  if (row?.read !== count) throw new Error(`${row?.read} of ${count} facts are ranked`);
}

/** Whoever follows live hears the history in this order, over all its topics. */
async function follow(service: Oversight, said: readonly Said[]): Promise<string> {
  const sent = [...messagesOf(said)].map(async ([topic, messages]) => {
    for (let from = 0; from < messages.length; from += BATCH) await service.bus.publish(topic, messages.slice(from, from + BATCH));
  });
  await Promise.all(sent);
  await eventually(() => readBy(service, said.length), { within: 15 * MINUTES });
  return printDigest(service.variables);
}

describe('the ranking of 100,000 facts', () => {
  it('is the same bytes in whatever order the topics bring them, and rebuilt from Kafka', async () => {
    const [one, other] = services;
    if (!one || !other) throw new Error('two services follow');
    const said = historyOf(CONTRACTS);
    expect(said.length).toBeGreaterThanOrEqual(100_000);
    const live = await follow(one, shuffled(said, 17));
    expect(await follow(other, shuffled(said, 7919))).toBe(live);

    await one.query('UPDATE ranking_standing SET weighted_sum = weighted_sum + 1');
    expect(await printDigest(one.variables)).not.toBe(live);
    expect(await rebuildRanking(one.variables)).toBe(`the ranking was computed anew from ${said.length} facts, ${live.replace('ranking ', '')}`);
    expect(await printDigest(one.variables)).toBe(live);
  }, 40 * MINUTES);
});
