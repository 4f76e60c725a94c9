import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@goufu/persistence';
import { openWorld, type World } from '../specs/world.js';

/** Messages that were delivered; all else stays for ever. */
const MAY_BE_DELETED = ['held_record', 'outbox'];

/** What the role that the service runs as may not do, whatever the service's code says. */
describe('the rights of the app role', () => {
  let world: World;
  let tables: string[];
  beforeAll(async () => {
    world = await openWorld();
    tables = (await world.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map(({ name }) => name);
  });
  afterAll(() => world.close());

  const refusal = (sql: string) => world.rows(sql).then(() => 'done', (error: Error) => error.message);

  it('delete from no table that says where money stands, and empty none', async () => {
    expect(tables).toEqual(expect.arrayContaining(['contract', 'commitment', 'tranche', 'tranche_allocation', 'reservation', 'budget_line', 'correction_case', 'payment_request', 'ledger_transfer']));
    for (const table of tables) {
      const expected = MAY_BE_DELETED.includes(table) ? 'done' : expect.stringContaining('permission denied');
      expect([table, await refusal(`DELETE FROM "${table}"`)]).toEqual([table, expected]);
      expect([table, await refusal(`TRUNCATE "${table}" CASCADE`)]).toEqual([table, expect.stringContaining('permission denied')]);
    }
  });

  it('delete from no table that a later migration adds', async () => {
    const owner = await openDatabase({ url: world.database.ownerUrl });
    await owner.query('CREATE TABLE added_later (id int, jurisdiction text)');
    await owner.destroy();
    expect(await refusal('INSERT INTO added_later (id) VALUES (1)')).toBe('done');
    expect(await refusal('DELETE FROM added_later')).toContain('permission denied');
  });
});
