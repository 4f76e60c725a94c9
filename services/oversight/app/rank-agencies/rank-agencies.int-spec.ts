import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clawbackRaised, clawbackSettled, contractSigned, resultPublished, resultRevised, trancheForfeited } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { AGENCIES, resultOf, sampleOf, startOversight, termsOf, type Oversight } from '../oversight-for-spec.js';

let service: Oversight;
beforeAll(async () => {
  service = await startOversight();
}, 120_000);
afterAll(() => service?.close());

const [first, second] = AGENCIES;
const SCOPE = { jurisdiction: '510104', period: '2026', category: 'community' };
const PLACE = '/rankings/510104/2026/community/agencies';

interface Table {
  readonly scope: typeof SCOPE;
  readonly rows: readonly { agencyOrgId: string; position?: number; scoreBp?: number; n: number; faults: number }[];
  readonly published?: { factsDigest: string };
}
async function tables(query = ''): Promise<Table[]> {
  const { status, body } = await service.anonymously(`/rankings${query}`);
  expect(status).toBe(200);
  return (body as { items: Table[] }).items;
}
const rows = async () => (await tables('?period=2026'))[0]?.rows;

describe('the ranking', () => {
  const [contract, rivalContract, purchase, rivalPurchase] = [newId(), newId(), newId(), newId()];

  it('is unrated at signing, and moves with each final result, whoever came first', async () => {
    const early = resultOf(contract, first, 9000);
    const cause = await service.hear(resultPublished, purchase, early);
    await service.hear(contractSigned, rivalPurchase, termsOf(rivalContract, second));
    await service.settled();
    expect(await rows()).toEqual([{ agencyOrgId: second, nameZh: expect.any(String), n: 0, faults: 0 }]);
    expect(await service.published('oversight.ranking-updated.v1')).toEqual([]);

    const signing = await service.hear(contractSigned, purchase, termsOf(contract, first));
    await service.settled();
    expect(await rows()).toMatchObject([{ agencyOrgId: first, position: 1, n: 1 }, { agencyOrgId: second, n: 0 }]);
    const [moved] = await service.published('oversight.ranking-updated.v1');
    expect(moved?.data).toMatchObject({ scope: SCOPE, agencyOrgId: first, before: { n: 0 }, after: { position: 1, n: 1 }, cause: { factId: signing } });
    expect(cause).not.toBe(signing);

    await service.hear(resultPublished, rivalPurchase, resultOf(rivalContract, second, 9500));
    await service.settled();
    expect(await rows()).toMatchObject([{ agencyOrgId: second, position: 1 }, { agencyOrgId: first, position: 2 }]);

    await service.hear(resultRevised, purchase, { ...early, resultId: newId(), supersedes: early.resultId, revision: 2, scoreBp: 9900 });
    await service.settled();
    expect(await rows()).toMatchObject([{ agencyOrgId: first, position: 1, n: 1 }, { agencyOrgId: second, position: 2, n: 1 }]);
  });

  it('counts the agency’s own faults while they stand, and explains every number', async () => {
    await service.hear(trancheForfeited, purchase, { ...sampleOf(trancheForfeited), trancheId: newId(), contractId: contract, agencyOrgId: first, revision: 1 });
    const raised = { ...sampleOf(clawbackRaised), caseId: newId(), contractId: contract, agencyOrgId: first };
    await service.hear(clawbackRaised, purchase, raised);
    await service.settled();
    expect(await rows()).toMatchObject([{ agencyOrgId: second, position: 1 }, { agencyOrgId: first, position: 2, faults: 2 }]);
    const { caseId, trancheId, fen, ground } = raised;
    await service.hear(clawbackSettled, purchase, { caseId, trancheId, fen, ground, contractId: contract, agencyOrgId: first, outcome: 'waived', settledAt: '2026-12-20T02:00:00.000Z' });
    await service.settled();

    const { status, body } = await service.anonymously(`${PLACE}/${first}`);
    expect(status).toBe(200);
    // (4000 × 9900 + 30000 × 7500) / 34000 − 200
    expect(body).toMatchObject({
      scope: SCOPE,
      standing: { position: 2, scoreBp: 7582, n: 1 },
      results: [{ evaluationCode: 'mid-term', revision: 2, scoreBp: 9900, weightBp: 4000 }],
      faults: [{ kind: 'forfeit', contractId: contract }],
      arithmetic: { weightedSum: '39600000', weightSum: '4000', priorMeanBp: 7500, priorStrength: 3, minimumResults: 1, faultDeductionBp: 200 },
    });
  });

  it('refuses what is malformed or not there', async () => {
    expect((await service.anonymously('/rankings?period=2026-13')).status).toBe(400);
    expect((await service.anonymously('/rankings?after=nonsense')).status).toBe(400);
    expect((await service.anonymously(`${PLACE}/nobody`)).status).toBe(400);
    expect(await service.anonymously(`${PLACE}/${newId()}`)).toMatchObject({ status: 404, body: { code: 'ranking.not-ranked' } });
    expect(await tables('?jurisdiction=62')).toEqual([]);
    expect((await tables('?jurisdiction=51&category=community&limit=1')).length).toBe(1);
  });

  it('is published once, final, when the period is over', async () => {
    await service.moveClock('2027-01-12T00:00:00.000Z');
    const [published, ...others] = await service.published('oversight.ranking-published.v1');
    expect(others).toEqual([]);
    expect(published?.data).toMatchObject({ scope: SCOPE, rows: [{ agencyOrgId: second, position: 1 }, { agencyOrgId: first, position: 2 }] });
    expect((await tables('?period=2026'))[0]?.published?.factsDigest).toBe(published?.data['factsDigest']);

    const late = newId();
    await service.hear(resultPublished, purchase, { ...resultOf(contract, first, 10_000), roundId: late });
    await service.settled();
    await service.moveClock('2027-01-13T00:00:00.000Z');
    expect(await service.published('oversight.ranking-published.v1')).toHaveLength(1);
    expect(await rows()).toMatchObject([{ agencyOrgId: first, position: 1 }, { agencyOrgId: second, position: 2 }]);
  });
});
