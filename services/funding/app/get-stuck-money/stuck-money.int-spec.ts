import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractsInScope } from '../get-money/contracts-in-scope.js';
import { openWorld, type World } from '../specs/world.js';
import { readWaiting } from './stuck-money.js';

describe('the amounts that wait', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };

  it('are all there behind any number of contracts that have ended', async () => {
    const { contractId } = await world.signed();
    await world.run((tx) =>
      tx.query(
        `INSERT INTO contract SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'state', 'closed', 'signed_at', c.signed_at - interval '1 day' * n))).*
         FROM contract c, generate_series(1, 1100) n WHERE c.id = $1`,
        [contractId],
      ),
    );
    const waiting = await readWaiting(reads, { jurisdiction: '5101' }, world.clock.now());
    expect(waiting.map((amount) => [amount.contractId, amount.stage])).toEqual(Array.from({ length: 4 }, () => [contractId, 'committed']));
    expect(await readWaiting(reads, { jurisdiction: '62' }, world.clock.now())).toEqual([]);
    expect(await contractsInScope(reads, { jurisdiction: '5101' }, { contractId })).toHaveLength(1);
  });
});
