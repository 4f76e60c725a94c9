import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { LINE, signedPurchase } from '../specs/purchase.js';
import { contractTerms, openWorld, type World } from '../specs/world.js';

/** Nothing is paid under a contract that is suspended but what the bank has already (R76). */
describe('a suspended contract', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** The first tranche owed and before its approvers, of whom one has approved. */
  async function ordered() {
    const purchase = await signedPurchase(world);
    const trancheId = purchase.trancheOf(1);
    await purchase.requested(trancheId);
    await purchase.filed();
    await world.rows(`INSERT INTO payment_approval (order_id, step, jurisdiction, approver, role, content_hash, approved_at)
      SELECT id, 1, '510104', 'one', 'finance-approver', content_hash, '2026-03-02' FROM payment_order WHERE tranche_id = $1`, [trancheId]);
    return { purchase, trancheId };
  }
  const approvalsOfOpen = (trancheId: string) =>
    world.rows(`SELECT count(a.approver)::int AS n FROM payment_order o LEFT JOIN payment_approval a ON a.order_id = o.id WHERE o.tranche_id = $1 AND o.status = 'awaiting-approval' GROUP BY o.id`, [trancheId]);

  it('voids the order that was not sent with its approvals, and puts a new one before the approvers when it goes on', async () => {
    const { purchase, trancheId } = await ordered();
    await purchase.suspended();
    await purchase.suspended();
    expect(await purchase.orders(trancheId)).toEqual(['void']);
    expect(await purchase.stages()).toEqual(['payable', 'committed', 'committed', 'committed']);
    await purchase.resumed();
    await purchase.resumed();
    expect(await purchase.orders(trancheId)).toEqual(['void', 'awaiting-approval']);
    expect(await approvalsOfOpen(trancheId)).toEqual([{ n: 0 }]);
  });

  it('orders what becomes owed meanwhile when it goes on, and not before', async () => {
    const purchase = await signedPurchase(world);
    const trancheId = purchase.trancheOf(3);
    await purchase.requested(trancheId);
    await purchase.suspended();
    await purchase.published('second', 'excellent');
    expect([(await purchase.stages())[2], await purchase.orders(trancheId)]).toEqual(['payable', []]);
    await purchase.resumed();
    expect(await purchase.orders(trancheId)).toEqual(['awaiting-approval']);
  });

  it('orders no other amount that a revised result grants before it goes on', async () => {
    const lineId = await world.openLine(LINE);
    const base = contractTerms(lineId);
    const tranches = base.tranches.map((tranche) => ({ ...tranche, payFactors: tranche.payFactors.map((factor) => (factor.grade === 'good' ? { ...factor, factorBp: 8_000 } : factor)) }));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches });
    const trancheId = purchase.trancheOf(3);
    await purchase.requested(trancheId);
    await purchase.published('second', 'good');
    await purchase.suspended();
    await purchase.revised('second', 'excellent');
    expect(await purchase.orders(trancheId)).toEqual(['void']);
    await purchase.resumed();
    expect(await purchase.orders(trancheId)).toEqual(['void', 'awaiting-approval']);
  });

  it('orders nothing that an open appeal holds when it goes on', async () => {
    const purchase = await signedPurchase(world);
    const trancheId = purchase.trancheOf(2);
    const appealId = newId();
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    await purchase.appealed(appealId);
    await purchase.suspended();
    await purchase.resumed();
    expect(await purchase.orders(trancheId)).toEqual(['void']);
    await purchase.decided(appealId);
    expect(await purchase.orders(trancheId)).toEqual(['void', 'awaiting-approval']);
  });

  it('leaves the bank what it has', async () => {
    const purchase = await signedPurchase(world);
    const trancheId = purchase.trancheOf(1);
    await purchase.requested(trancheId);
    await purchase.filed();
    const attemptId = await purchase.instructed(trancheId);
    await purchase.suspended();
    expect(await purchase.orders(trancheId)).toEqual(['in-transit']);
    await purchase.settled(attemptId);
    expect(await purchase.orders(trancheId)).toEqual(['settled']);
  });
});
