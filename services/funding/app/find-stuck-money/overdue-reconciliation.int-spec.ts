import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { readTreasuryWaiting } from '../get-stuck-money/treasury-waiting.js';
import { takeInEntry } from '../import-statement/take-in-entry.js';
import { clearBreak, raiseBreak, readBreaks } from '../persistence/break.repository.js';
import { findSuspended, readOpenSuspense, readSuspense } from '../persistence/statement.repository.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { FindStuckMoneyTask } from './find-stuck-money.task.js';

const OPENED = '2026-03-02T01:00:00.000Z';
/** Five working days after Monday 2 March: Monday 9 March, to its end in China. */
const IN_TIME = '2026-03-09T15:59:59.999Z';
const LATE = '2026-03-09T16:00:00.000Z';
const account = 'treasury-510104';

/** What the treasury's books have in excess or lack is not forgotten: it is told once when nobody explains it in time, and when it is settled. */
describe('an entry or a break that nobody explains', () => {
  let world: World;
  const seal = new AccountSeal({ ACCOUNT_KEY: Buffer.alloc(32, 3) });
  let suspenseId: Id;
  let breakId: Id;
  beforeAll(async () => {
    world = await openWorld(OPENED);
  });
  afterAll(() => world.close());

  const suspend = (entryRef: string, amount: bigint) =>
    world.run((tx) => takeInEntry(tx, { account, jurisdiction: JURISDICTION }, { entryRef, endToEndId: newId(), direction: 'debit', amount, bookedOn: '2026-03-02', counterparty: 'OTHER' }, seal));
  const evening = async (at: string) => {
    world.clock.set(at);
    await world.run((tx) => new FindStuckMoneyTask().run({ id: newId(), kind: 'find-stuck-money', key: newId(), dueAt: tx.now, payload: {}, attempt: 1, jurisdiction: JURISDICTION }, tx));
  };
  const told = async (subject: Id) => (await world.published(subject)).filter((type) => type.startsWith('reconciliation-overdue'));
  const overdue = async () => (await readTreasuryWaiting(world.dataSource, '', world.clock.now())).map((each) => each.overdue);

  it('is told once, when the days of the profile are over', async () => {
    await suspend('E1', 120n);
    await world.run((tx) => raiseBreak(tx, { account, jurisdiction: JURISDICTION, kind: 'balance-differs', subject: '12', expected: '1', found: '2' }));
    suspenseId = (await readOpenSuspense(world.dataSource, ''))[0]?.suspenseId ?? '';
    breakId = (await readBreaks(world.dataSource, '', { account }))[0]?.breakId ?? '';
    await evening(IN_TIME);
    expect([await told(suspenseId), await told(breakId), await overdue()]).toEqual([[], [], [false]]);
    await evening(LATE);
    await evening('2026-03-10T16:00:00.000Z');
    expect([await told(suspenseId), await told(breakId), await overdue()]).toEqual([['reconciliation-overdue-raised'], ['reconciliation-overdue-raised'], [true]]);
    const facts = await world.rows<{ body: string }>(`SELECT body FROM fact WHERE type = 'funding.reconciliation-overdue-raised.v1' AND subject = ANY ($1) ORDER BY subject = $2 DESC`, [[suspenseId, breakId], suspenseId]);
    const about = { account, since: OPENED, dueOn: '2026-03-09', owner: 'finance-officer' };
    expect(facts.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { subject: suspenseId, item: 'suspended-entry', about: 'E1', fen: '120', ...about },
      { subject: breakId, item: 'reconciliation-break', about: '12', ...about },
    ]);
  });

  it('is told again when it is settled, each by itself and once', async () => {
    await world.run((tx) => tx.query(`UPDATE suspense SET cleared_at = $2, cleared_by = 'x', explanation = '银行来函' WHERE id = $1`, [suspenseId, tx.now]));
    await evening('2026-03-11T16:00:00.000Z');
    expect([await told(suspenseId), await told(breakId)]).toEqual([['reconciliation-overdue-raised', 'reconciliation-overdue-cleared'], ['reconciliation-overdue-raised']]);
    await world.run((tx) => clearBreak(tx, breakId, { by: 'x', at: tx.now, explanation: '银行来函' }));
    await evening('2026-03-12T16:00:00.000Z');
    await evening('2026-03-13T16:00:00.000Z');
    expect([(await told(suspenseId)).length, (await told(breakId)).length]).toEqual([2, 2]);
  });

  it('is found on the pages of the list, each once, the open ones before the cleared, and all of the open ones wait', async () => {
    for (let no = 0; no < 7; no += 1) await suspend(`P${no}`, 1n);
    const refs: string[] = [];
    for (let after: Parameters<typeof readSuspense>[2]['after']; ; ) {
      const page = await readSuspense(world.dataSource, '', { limit: 3, ...(after ? { after } : {}) });
      refs.push(...page.map(({ entryRef }) => entryRef));
      const last = page.at(-1);
      if (!last || page.length < 3) break;
      after = [last.clearedAt === undefined ? 0 : 1, last.openedAt, last.suspenseId];
    }
    expect(refs.toSorted()).toEqual(['E1', 'P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6']);
    expect(refs.at(-1)).toBe('E1');
    expect((await readSuspense(world.dataSource, '', { state: 'cleared', limit: 10 })).map(({ entryRef }) => entryRef)).toEqual(['E1']);
    expect(await overdue()).toHaveLength(7);
    expect(await findSuspended(world.dataSource, '62', suspenseId)).toBeUndefined();
  });
});
