import { describe, expect, it } from '@jest/globals';
import { messagingMigrations } from '@goufu/messaging';
import { persistenceMigrations, sqlMigration } from '@goufu/persistence';
import { hostileDelivery, type HostileFact, type Query } from './hostile-delivery.js';
import { scoreGiven, weightGiven } from './spec/score-facts.mjs';

const total = sqlMigration(20990101001, 'Total', 'CREATE TABLE total (subject uuid PRIMARY KEY, sum bigint NOT NULL)');
const [first, second] = ['0198f0a0-0000-7000-8000-000000000001', '0198f0a0-0000-7000-8000-000000000002'] as const;

const facts: HostileFact[] = [
  { contract: scoreGiven, subject: first, data: { value: 1 } },
  { contract: weightGiven, subject: first, data: { value: 1 } },
  { contract: scoreGiven, subject: second, data: { value: 5 } },
  { contract: scoreGiven, subject: first, data: { value: 3 } },
  { contract: weightGiven, subject: second, data: { value: 7 } },
];

const observe = async (query: Query) => ({
  totals: await query('SELECT subject, sum::int FROM total ORDER BY subject'),
  published: await query('SELECT subject, type, body::jsonb AS body FROM fact ORDER BY subject, body::text'),
});

const deliverTo = (bug: string) =>
  hostileDelivery({
    service: 'oversight',
    main: new URL('spec/scores.mjs', import.meta.url),
    migrations: [...persistenceMigrations, ...messagingMigrations, total],
    facts,
    observe,
    variables: { BUG: bug },
    seed: 7,
  });

describe('hostile delivery', () => {
  it('passes a consumer whose effect is the same however its facts arrive', async () => {
    const seen = await deliverTo('none');
    expect(seen.totals).toEqual([
      { subject: first, sum: 104 },
      { subject: second, sum: 705 },
    ]);
    expect(seen.published).toHaveLength(5);
  }, 120_000);

  it('finds an effect that escapes the transaction', async () => {
    const message = await complaintAbout('outside the transaction');
    expect(message).toMatch(/^killed at before-commit: /m);
    expect(message).not.toMatch(/^(each record three times|topics and keys)/m);
  }, 120_000);

  it('finds an effect that depends on the order of topics', async () => {
    expect(await complaintAbout('last one wins')).toMatch(/^topics and keys in reverse: /m);
  }, 120_000);
});

const complaintAbout = (bug: string): Promise<string> =>
  deliverTo(bug).then(
    () => 'none',
    (error: Error) => error.message,
  );
