import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractAmended } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { AmendContractHandler } from '../amend-contract/amend-contract.handler.js';
import { OnProcurementContractAmended } from '../amend-contract/on-procurement-contract-amended.consumer.js';
import { signedPurchase } from '../specs/purchase.js';
import { contractTerms, deliver, factOf, openWorld, type World } from '../specs/world.js';

const AMOUNT = 101_856_300n;
const GOOD = 81_485_040n;

/** A paid tranche that a revised result grants more (R123). */
describe('a supplement', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** The mid-term tranche paid with four fifths, as a good result grants. */
  async function paid() {
    const lineId = await world.openLine(800_000_000n);
    const base = contractTerms(lineId);
    const graded = base.tranches.map((tranche) => ({ ...tranche, payFactors: tranche.payFactors.map((factor) => (factor.grade === 'good' ? { ...factor, factorBp: 8_000 } : factor)) }));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches: graded });
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    await purchase.paid(trancheId);
    return { purchase, trancheId };
  }
  const family = (contractId: Id) =>
    world.rows<{ no: number; stage: string; fen: string; supplements: Id | null }>(
      `SELECT tranche_no AS no, stage, released_fen::text AS fen, supplements FROM tranche WHERE contract_id = $1 AND (tranche_no = 2 OR supplements IS NOT NULL) ORDER BY tranche_no`,
      [contractId],
    );
  const supplementOf = async (trancheId: Id) => (await world.rows<{ id: Id }>(`SELECT id FROM tranche WHERE supplements = $1`, [trancheId]))[0]?.id ?? '';
  const cases = (trancheId: Id) => world.rows(`SELECT status, claimed_fen::text AS fen FROM clawback_case WHERE tranche_id = $1 ORDER BY raised_at, id`, [trancheId]);

  it('is owed, requested, approved and paid like any other tranche', async () => {
    const { purchase, trancheId } = await paid();
    expect(await purchase.money()).toMatchObject({ disbursed: GOOD });
    await purchase.revised('mid-term', 'excellent');
    expect(await family(purchase.contract.contractId)).toMatchObject([
      { no: 2, stage: 'disbursed', fen: String(GOOD) },
      { no: 5, stage: 'payable', fen: String(AMOUNT - GOOD), supplements: trancheId },
    ]);
    expect((await purchase.told()).slice(-2)).toEqual(['tranche-supplemented', 'tranche-released']);
    const supplement = await supplementOf(trancheId);
    await purchase.requested(supplement);
    await purchase.suspended();
    await purchase.resumed();
    await purchase.paid(supplement);
    const after = await purchase.money();
    expect(after).toMatchObject({ disbursed: AMOUNT, payable: 0n });
    expect(await purchase.orders(supplement)).toEqual(['settled']);
    await purchase.revised('mid-term', 'excellent', { revision: 3 });
    expect(await purchase.money()).toEqual(after);
  });

  it('is taken back while it is not paid, and never asked back', async () => {
    const { purchase, trancheId } = await paid();
    const before = await purchase.money();
    await purchase.revised('mid-term', 'excellent');
    await purchase.revised('mid-term', 'good', { revision: 3 });
    expect(await purchase.money()).toEqual(before);
    expect((await family(purchase.contract.contractId))[1]).toMatchObject({ stage: 'forfeited' });
    expect((await purchase.told()).slice(-2)).toEqual(['tranche-released', 'tranche-cancelled']);
    expect(await cases(trancheId)).toEqual([]);
    await purchase.revised('mid-term', 'excellent', { revision: 4 });
    expect((await purchase.money()).payable - before.payable).toBe(AMOUNT - GOOD);
  });

  it('follows only when what was asked back is withdrawn', async () => {
    const { purchase, trancheId } = await paid();
    await purchase.published('mid-term', 'fail', { attempt: 2 });
    expect(await cases(trancheId)).toEqual([{ status: 'awaiting-reply', fen: String(GOOD) }]);
    await purchase.revised('mid-term', 'excellent', { attempt: 2 });
    expect(await cases(trancheId)).toEqual([{ status: 'waived', fen: String(GOOD) }]);
    expect(await family(purchase.contract.contractId)).toMatchObject([{ stage: 'disbursed' }, { stage: 'payable', fen: String(AMOUNT - GOOD) }]);
  });

  it('begins with all that its chunk brought, so that it never grants what another evaluation withholds', async () => {
    const lineId = await world.openLine(800_000_000n);
    const base = contractTerms(lineId);
    const factors = { excellent: 10_000, good: 8_000, pass: 5_000, fail: 0 } as const;
    const payFactors = (['excellent', 'good', 'pass'] as const).map((grade) => ({ grade, factorBp: factors[grade], effect: 'release' as const }));
    const tranches = base.tranches.map((tranche) => (tranche.no === 2 ? { ...tranche, payFactors, conditions: [...tranche.conditions, { kind: 'evaluation' as const, evaluationCode: 'second' }] } : tranche));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches });
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('second', 'excellent');
    await purchase.published('mid-term', 'pass');
    await purchase.paid(trancheId);
    await purchase.revisedTogether(['mid-term', 'good'], ['second', 'good']);
    const owed = async () => (await family(purchase.contract.contractId)).filter(({ no }) => no === 2 || no === 5).map(({ fen }) => fen);
    const whole = [String(AMOUNT / 2n), String(GOOD - AMOUNT / 2n)];
    expect(await owed()).toEqual(whole);
    await purchase.revised('mid-term', 'excellent', { revision: 3 });
    expect(await owed()).toEqual(whole);
  });

  it('is no concern of a supplementary contract, which numbers its tranches without knowing of it (R67)', async () => {
    const { purchase, trancheId } = await paid();
    await purchase.revised('mid-term', 'excellent');
    const { purchaseId, ...terms } = purchase.contract;
    const [added, price] = [10_000_000n, String(BigInt(terms.priceFen) + 10_000_000n)];
    const fresh = { trancheId: newId(), no: 5, bp: 0, fen: String(added), conditions: [{ kind: 'acceptance' as const }], payFactors: [] };
    const [line] = terms.budgetSplit;
    const budgetSplit = [{ lineId: line?.lineId ?? '', year: 2026, fen: price }];
    const larger = { ...terms, revision: terms.revision + 1, priceFen: price, deltaFen: String(added), reason: '补充协议', budgetSplit, tranches: [...terms.tranches, fresh] };
    await deliver(world, new OnProcurementContractAmended(new AmendContractHandler()), factOf(contractAmended, purchaseId, larger));
    expect((await world.published(purchaseId)).at(-1)).toBe('commitment-recorded');
    expect(await family(terms.contractId)).toMatchObject([{ stage: 'disbursed' }, { no: 5, stage: 'payable', fen: String(AMOUNT - GOOD), supplements: trancheId }]);
    expect(await world.rows(`SELECT tranche_no AS no, stage, covers_fen::text AS fen FROM tranche WHERE id = $1`, [fresh.trancheId])).toEqual([{ no: 5, stage: 'committed', fen: String(added) }]);
  });

  it('comes from the budget line when the contract is over', async () => {
    const { purchase, trancheId } = await paid();
    await purchase.terminated();
    const before = await purchase.money();
    await purchase.revised('mid-term', 'excellent');
    expect(await family(purchase.contract.contractId)).toMatchObject([{ stage: 'disbursed' }, { stage: 'payable', supplements: trancheId }]);
    expect(await purchase.money()).toEqual({ ...before, available: before.available - (AMOUNT - GOOD), payable: AMOUNT - GOOD });
  });
});
