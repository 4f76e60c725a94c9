import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiled, milestoneReached, resultPublished, type Grade } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { contractTerms, deliver, factOf, openWorld, type World } from '../specs/world.js';
import { OnEvaluationResultPublished } from './on-evaluation-result-published.consumer.js';
import { OnProcurementContractFiled } from './on-procurement-contract-filed.consumer.js';
import { OnProjectsMilestoneReached } from './on-projects-milestone-reached.consumer.js';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

describe('releasing a tranche', () => {
  let world: World;
  const handler = new ReleaseTrancheHandler();
  const results = new OnEvaluationResultPublished(handler);
  const milestones = new OnProjectsMilestoneReached(handler);
  const filings = new OnProcurementContractFiled(handler);

  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  type Signed = Awaited<ReturnType<World['signed']>>;
  const result = ({ purchaseId, contractId }: Signed, gradeGiven: Grade, over: { attempt?: number; revision?: number; evaluationCode?: string } = {}) =>
    factOf(resultPublished, purchaseId, {
      resultId: newId(),
      revision: 1,
      roundId: newId(),
      contractId,
      agencyOrgId: newId(),
      evaluationCode: 'mid-term',
      kind: 'mid-term',
      attempt: 1,
      scoreBp: 8_950,
      grade: gradeGiven,
      vetoes: [],
      templateId: newId(),
      templateVersion: 1,
      profileVersion: 'spec',
      publishedAt: '2026-09-30T08:00:00.000Z',
      ...over,
    });
  const milestone = ({ purchaseId, contractId }: Signed) =>
    factOf(milestoneReached, purchaseId, { projectId: newId(), contractId, agencyOrgId: newId(), milestoneCode: 'six-months', nameZh: '中期', evidenceIds: [] });
  const filed = ({ purchaseId, contractId }: Signed) =>
    factOf(contractFiled, purchaseId, { contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' });
  const stages = async (contractId: Id) =>
    (await world.rows<{ stage: string; released: string }>(`SELECT stage, released_fen::text AS released FROM tranche WHERE contract_id = $1 ORDER BY tranche_no`, [contractId])).map(
      ({ stage, released }) => `${stage} ${released}`,
    );

  it('owes at signing what nothing has to happen for: that no appeal is open is true from the beginning', async () => {
    const base = contractTerms(await world.openLine(800_000_000n));
    const tranches = base.tranches.map((tranche) => (tranche.no === 1 ? { ...tranche, conditions: [{ kind: 'no-open-appeal' as const }] } : tranche));
    const contract = await world.signed({ budgetSplit: base.budgetSplit, tranches });
    expect(await stages(contract.contractId)).toEqual(['payable 295750000', 'committed 0', 'committed 0', 'committed 0']);
    expect(await world.published(contract.purchaseId)).toEqual(['budget-reserved', 'commitment-recorded', 'tranche-released']);
  });

  it('posts Committed → Payable and tells everybody when the last condition is met', async () => {
    const contract = await world.signed();
    const before = await world.balances();
    expect(await deliver(world, filings, filed(contract))).toEqual([{ kind: 'applied' }]);
    expect(await stages(contract.contractId)).toEqual(['payable 295750000', 'committed 0', 'committed 0', 'committed 0']);
    const after = await world.balances();
    expect(BigInt(after['budget/payable'] ?? 0) - BigInt(before['budget/payable'] ?? 0)).toBe(295_750_000n);
    expect(BigInt(before['budget/committed'] ?? 0) - BigInt(after['budget/committed'] ?? 0)).toBe(295_750_000n);
    expect(await world.published(contract.purchaseId)).toEqual(['budget-reserved', 'commitment-recorded', 'tranche-released']);
  });

  it('ends the same whichever of two topics comes first', async () => {
    for (const first of ['result', 'milestone']) {
      const contract = await world.signed();
      if (first === 'result') await deliver(world, results, result(contract, 'good'));
      await deliver(world, milestones, milestone(contract));
      if (first === 'milestone') await deliver(world, results, result(contract, 'good'));
      expect((await stages(contract.contractId))[1]).toBe('payable 101856300');
    }
  });

  it('does nothing the second time, also when the inbox has forgotten the first', async () => {
    const contract = await world.signed();
    const fact = filed(contract);
    await deliver(world, filings, fact);
    const before = await world.balances();
    await deliver(world, filings, fact);
    await deliver(world, filings, filed(contract), filed(contract));
    expect(await world.balances()).toEqual(before);
    expect(await world.published(contract.purchaseId)).toEqual(['budget-reserved', 'commitment-recorded', 'tranche-released']);
  });

  it('waits for a contract that is not known yet', async () => {
    const contractId = newId();
    const fact = factOf(contractFiled, newId(), { contractId, filingNo: '备〔2026〕2号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/2' });
    expect(await deliver(world, filings, fact)).toEqual([{ kind: 'waiting', for: `contract:${contractId}` }]);
  });

  it('takes an unpaid release back when a revision fails, and forfeits after the last attempt', async () => {
    const contract = await world.signed();
    await deliver(world, milestones, milestone(contract));
    await deliver(world, results, result(contract, 'good'), result(contract, 'fail', { revision: 2 }));
    expect((await stages(contract.contractId))[1]).toBe('committed 0');
    await deliver(world, results, result(contract, 'fail', { attempt: 2 }));
    expect((await stages(contract.contractId))[1]).toBe('forfeited 0');
    expect((await world.published(contract.purchaseId)).slice(2)).toEqual(['tranche-released', 'tranche-withheld', 'tranche-forfeited']);
  });

  it('handles a hundred results of one chunk, of many contracts, in one transaction', async () => {
    const contracts: readonly [Signed, Signed, Signed] = [await world.signed(), await world.signed(), await world.signed()];
    for (const contract of contracts) await deliver(world, milestones, milestone(contract));
    const before = BigInt((await world.balances())['budget/payable'] ?? 0);
    const chunk = Array.from({ length: 100 }, (_, i) => result(contracts[(i % 3) as 0 | 1 | 2], 'good', { revision: 1 + Math.floor(i / 3) }));
    expect(await deliver(world, results, ...chunk)).toHaveLength(100);
    expect(BigInt((await world.balances())['budget/payable'] ?? 0) - before).toBe(3n * 101_856_300n);
  });

  it('lets a release and a revision that come at once take turns', async () => {
    const contract = await world.signed();
    await deliver(world, milestones, milestone(contract));
    await Promise.all([
      deliver(world, results, result(contract, 'good')),
      deliver(world, results, result(contract, 'fail', { revision: 2 })),
    ]);
    expect((await stages(contract.contractId))[1]).toBe('committed 0');
  });
});
