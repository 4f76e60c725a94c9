import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { appropriate, uncommit } from '../../domain/ledger/posting.js';
import { post } from '../persistence/ledger.repository.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { LINE, PRICE, signedPurchase } from '../specs/purchase.js';
import { openWorld, SPENDING, type World } from '../specs/world.js';

describe('ending a contract', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** All decided: the third tranche forfeited after two failures, the others owed. */
  async function decided(over: Parameters<World['signed']>[0] = {}) {
    const purchase = await signedPurchase(world, over);
    await purchase.filed();
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    await purchase.published('second', 'fail');
    await purchase.published('second', 'fail', { attempt: 2 });
    await purchase.accepted();
    await purchase.published('final', 'excellent');
    return purchase;
  }

  it('cancels what was forfeited, out loud, and gives its money back once', async () => {
    const purchase = await decided();
    expect(await purchase.stages()).toEqual(['payable', 'payable', 'forfeited', 'payable']);
    await purchase.closed();
    await purchase.closed();
    expect(await purchase.stages()).toEqual(['payable', 'payable', 'cancelled', 'payable']);
    expect((await purchase.told()).at(-1)).toBe('tranche-cancelled');
    expect(await purchase.money()).toMatchObject({ available: LINE - PRICE + 118_300_000n, committed: 0n, payable: PRICE - 118_300_000n });
  });

  it('owes from the budget line what a later revision grants', async () => {
    const purchase = await decided();
    await purchase.closed();
    expect(await purchase.revised('second', 'good', { attempt: 2 })).toEqual([{ kind: 'applied' }]);
    expect(await purchase.stages()).toEqual(['payable', 'payable', 'payable', 'payable']);
    expect(await purchase.money()).toMatchObject({ available: LINE - PRICE, committed: 0n, payable: PRICE });
  });

  it('gives a release that is reversed later back to the budget line, and tells it', async () => {
    const purchase = await decided();
    await purchase.closed();
    const before = await purchase.money();
    await purchase.revised('final', 'fail');
    expect((await purchase.stages())[3]).toBe('cancelled');
    expect((await purchase.told()).slice(-2)).toEqual(['tranche-forfeited', 'tranche-cancelled']);
    expect(await purchase.money()).toMatchObject({ available: before.available + 75_593_700n, committed: 0n, payable: before.payable - 75_593_700n });
  });

  it('cancels what waits when the contract is terminated, and keeps owed what is owed', async () => {
    const purchase = await signedPurchase(world);
    await purchase.filed();
    await purchase.terminated();
    expect(await purchase.stages()).toEqual(['payable', 'cancelled', 'cancelled', 'cancelled']);
    expect(await purchase.told()).toEqual(['tranche-released', 'tranche-cancelled', 'tranche-cancelled', 'tranche-cancelled']);
    expect(await purchase.money()).toMatchObject({ available: LINE - 295_750_000n, committed: 0n, payable: 295_750_000n });
  });

  it('wakes a closing that waits for decisions, when the contract is terminated before they come', async () => {
    const purchase = await signedPurchase(world);
    const { contractId, purchaseId } = purchase.contract;
    const waitsFor = `tranches-decided:${contractId}`;
    expect(await purchase.closed()).toEqual([{ kind: 'waiting', for: waitsFor }]);
    const id = newId();
    await world.run((tx) =>
      tx.query(`INSERT INTO held_record (id, consumer_group, state, topic, partition, record_offset, message_key, headers, body, waits_for) VALUES ($1, 'spec', 'waiting', 'projects', 0, 0, $2, '{}', '', $3)`, [id, purchaseId, waitsFor]),
    );
    await purchase.terminated();
    expect(await world.rows(`SELECT state FROM held_record WHERE id = $1`, [id])).toEqual([{ state: 'ready' }]);
    expect(await purchase.closed()).toEqual([{ kind: 'applied' }]);
  });

  it('owes what was earned before a termination that was heard first', async () => {
    const purchase = await signedPurchase(world);
    await purchase.terminated();
    await purchase.filed();
    expect(await purchase.stages()).toEqual(['payable', 'cancelled', 'cancelled', 'cancelled']);
    expect(await purchase.money()).toMatchObject({ available: LINE - 295_750_000n, committed: 0n, payable: 295_750_000n });
  });

  it('waits for the budget line when it cannot pay what is granted later (R10)', async () => {
    const lineId = await world.openLine(PRICE);
    const purchase = await decided({ budgetSplit: [{ lineId, year: 2026, fen: String(PRICE) }] });
    await purchase.closed();
    const freed = { lineId, year: 2026, fen: '118300000' };
    await world.run((tx) => new ReserveBudgetHandler().reserve([{ purchaseId: newId(), title: '另一项目', asks: [freed], causedBy: { id: newId(), correlationId: newId(), jurisdiction: '510104' }, spending: SPENDING }], tx));
    const before = await purchase.money();
    const told = await purchase.told();
    expect(await purchase.revised('second', 'good', { attempt: 2 })).toEqual([{ kind: 'applied' }]);
    expect([await purchase.money(), await purchase.told()]).toEqual([before, [...told, 'tranche-withheld']]);
    await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'appropriation-changed', jurisdiction: '510104', transfers: appropriate({ lineId, year: 2026 }, 118_300_000n) }]));
    expect(await purchase.revised('second', 'good', { attempt: 2 })).toEqual([{ kind: 'applied' }]);
    expect(await purchase.money()).toMatchObject({ committed: 0n, payable: PRICE });
  });

  it('gives back what is there when a commitment holds less than its tranches, and ends the contract all the same (R115)', async () => {
    const purchase = await signedPurchase(world);
    const { contractId, purchaseId } = purchase.contract;
    await purchase.filed();
    const [part] = await world.rows<{ id: string; line_id: string }>(`SELECT id, line_id FROM commitment WHERE contract_id = $1`, [contractId]);
    const drained = uncommit({ commitmentId: part?.id ?? '', lineId: part?.line_id ?? '', year: 2026, amount: 200_000_000n });
    await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: '510104', purchaseId, transfers: drained }]));
    expect(await purchase.terminated()).toEqual([{ kind: 'applied' }]);
    expect(await purchase.stages()).toEqual(['payable', 'cancelled', 'cancelled', 'cancelled']);
    expect(await purchase.money()).toMatchObject({ available: LINE - 295_750_000n, committed: 0n, payable: 295_750_000n });
  });
});
