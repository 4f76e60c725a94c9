import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { signedPurchase } from '../specs/purchase.js';
import { openWorld, type World } from '../specs/world.js';

/** An appeal that comes when the money is owed already, or with the bank (R123). */
describe('a late appeal', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** The mid-term tranche owed, asked for, and before its approvers. */
  async function ordered() {
    const purchase = await signedPurchase(world);
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    expect(await purchase.orders(trancheId)).toEqual(['awaiting-approval']);
    return { purchase, trancheId, appealId: newId() };
  }

  it('holds what is payable: its order is void, nothing else moves, and its decision puts a new one before the approvers', async () => {
    const { purchase, trancheId, appealId } = await ordered();
    const before = await purchase.money();
    await purchase.appealed(appealId);
    expect(await purchase.orders(trancheId)).toEqual(['void']);
    expect([await purchase.stages(), await purchase.money()]).toEqual([['committed', 'payable', 'committed', 'committed'], before]);
    await expect(purchase.instructed(trancheId)).rejects.toThrow('no order');
    await purchase.decided(appealId);
    expect(await purchase.orders(trancheId)).toEqual(['void', 'awaiting-approval']);
    expect(await purchase.told()).toEqual(['tranche-released', 'tranche-withheld', 'tranche-released']);
    expect(await purchase.money()).toEqual(before);
  });

  it('takes the release back when its decision revises the result', async () => {
    const { purchase, trancheId, appealId } = await ordered();
    await purchase.appealed(appealId);
    await purchase.revised('mid-term', 'fail');
    expect((await purchase.stages())[1]).toBe('payable');
    await purchase.decided(appealId);
    expect((await purchase.stages())[1]).toBe('committed');
    expect(await purchase.orders(trancheId)).toEqual(['void']);
    expect((await purchase.money()).payable).toBe(0n);
  });

  it('waits for the statement when the bank has the money already', async () => {
    const { purchase, trancheId, appealId } = await ordered();
    const attemptId = await purchase.instructed(trancheId);
    await purchase.appealed(appealId);
    expect((await purchase.stages())[1]).toBe('in-transit');
    await purchase.settled(attemptId);
    expect((await purchase.stages())[1]).toBe('disbursed');
    expect(await purchase.told()).toEqual(['tranche-released']);
  });
});
