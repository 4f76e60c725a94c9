import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptanceCertified, contractFiled, contractTerminated, milestoneReached, projectClosed, resultPublished, resultRevised, type Grade } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { OnEvaluationResultPublished } from '../release-tranche/on-evaluation-result-published.consumer.js';
import { OnEvaluationResultRevised } from '../release-tranche/on-evaluation-result-revised.consumer.js';
import { OnProcurementContractFiled } from '../release-tranche/on-procurement-contract-filed.consumer.js';
import { OnProjectsAcceptanceCertified } from '../release-tranche/on-projects-acceptance-certified.consumer.js';
import { OnProjectsMilestoneReached } from '../release-tranche/on-projects-milestone-reached.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { deliver, factOf, openWorld, type World } from '../specs/world.js';
import { CloseContractHandler } from './close-contract.handler.js';
import { OnProcurementContractTerminated } from './on-procurement-contract-terminated.consumer.js';
import { OnProjectsProjectClosed } from './on-projects-project-closed.consumer.js';

const handler = new ReleaseTrancheHandler();
const closing = new CloseContractHandler();
const PRICE = 591_500_000n;
const LINE = 800_000_000n;

describe('ending a contract', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  type Signed = Awaited<ReturnType<World['signed']>>;
  const ids = ({ contractId }: Signed) => ({ projectId: newId(), contractId, agencyOrgId: newId() });
  const resultOf = (contract: Signed, evaluationCode: string, grade: Grade, { attempt = 1, revision = 1 } = {}) => ({
    ...ids(contract),
    resultId: newId(),
    revision,
    roundId: newId(),
    evaluationCode,
    kind: 'mid-term' as const,
    attempt,
    scoreBp: 8_000,
    grade,
    vetoes: [],
    templateId: newId(),
    templateVersion: 1,
    profileVersion: 'spec',
    publishedAt: '2026-09-30T08:00:00.000Z',
  });
  const published = (contract: Signed, evaluationCode: string, grade: Grade, over = {}) =>
    deliver(world, new OnEvaluationResultPublished(handler), factOf(resultPublished, contract.purchaseId, resultOf(contract, evaluationCode, grade, over)));
  const revised = (contract: Signed, evaluationCode: string, grade: Grade, over = {}) =>
    deliver(world, new OnEvaluationResultRevised(handler), factOf(resultRevised, contract.purchaseId, { ...resultOf(contract, evaluationCode, grade, { revision: 2, ...over }), supersedes: newId() }));
  const close = (contract: Signed) =>
    deliver(world, new OnProjectsProjectClosed(closing), factOf(projectClosed, contract.purchaseId, { ...ids(contract), outcome: 'completed', closedOn: '2027-03-01' }));
  const terminate = (contract: Signed) =>
    deliver(world, new OnProcurementContractTerminated(closing), factOf(contractTerminated, contract.purchaseId, { ...ids(contract), reason: '违约', fault: 'agency', effectiveOn: '2026-06-01' }));
  const stages = async ({ contractId }: Signed) =>
    (await world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE contract_id = $1 ORDER BY tranche_no`, [contractId])).map(({ stage }) => stage);
  const told = async ({ purchaseId }: Signed) => (await world.published(purchaseId)).filter((type) => type.startsWith('tranche-'));

  /** Where the money of the one purchase of this line stands. */
  async function money({ budgetSplit: [part] }: Signed) {
    const rows = await world.rows<{ stage: string; fen: string }>(
      `SELECT stage, sum(balance_fen)::text AS fen FROM (SELECT stage, line_id, balance_fen FROM line_account WHERE book = 'budget'
         UNION ALL SELECT stage, line_id, balance_fen FROM holding_account) a WHERE line_id = $1 GROUP BY stage`,
      [part?.lineId],
    );
    const at = (stage: string) => BigInt(rows.find((row) => row.stage === stage)?.fen ?? 0);
    return { available: at('available'), committed: at('committed'), payable: at('payable') };
  }

  /** All decided: the third tranche forfeited after two failures, the others owed. */
  async function decided(): Promise<Signed> {
    const contract = await world.signed();
    const about = ids(contract);
    await deliver(world, new OnProcurementContractFiled(handler), factOf(contractFiled, contract.purchaseId, { contractId: contract.contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' }));
    await deliver(world, new OnProjectsMilestoneReached(handler), factOf(milestoneReached, contract.purchaseId, { ...about, milestoneCode: 'six-months', nameZh: '中期', evidenceIds: [] }));
    await published(contract, 'mid-term', 'good');
    await published(contract, 'second', 'fail');
    await published(contract, 'second', 'fail', { attempt: 2 });
    await deliver(world, new OnProjectsAcceptanceCertified(handler), factOf(acceptanceCertified, contract.purchaseId, { ...about, certificateId: newId(), outcome: 'passed', certifiedOn: '2027-02-20', evidenceIds: [] }));
    await published(contract, 'final', 'excellent');
    return contract;
  }

  it('cancels what was forfeited, out loud, and gives its money back once', async () => {
    const contract = await decided();
    expect(await stages(contract)).toEqual(['payable', 'payable', 'forfeited', 'payable']);
    await close(contract);
    await close(contract);
    expect(await stages(contract)).toEqual(['payable', 'payable', 'cancelled', 'payable']);
    expect((await told(contract)).at(-1)).toBe('tranche-cancelled');
    expect(await money(contract)).toEqual({ available: LINE - PRICE + 118_300_000n, committed: 0n, payable: PRICE - 118_300_000n });
  });

  it('parks nothing when a cancelled tranche is granted by a later revision', async () => {
    const contract = await decided();
    await close(contract);
    expect(await revised(contract, 'second', 'good', { attempt: 2 })).toEqual([{ kind: 'applied' }]);
    expect((await money(contract)).committed).toBe(0n);
  });

  it('gives a release that is reversed later back to the budget line, and tells it', async () => {
    const contract = await decided();
    await close(contract);
    const before = await money(contract);
    await revised(contract, 'final', 'fail');
    expect((await stages(contract))[3]).toBe('cancelled');
    expect((await told(contract)).slice(-2)).toEqual(['tranche-withheld', 'tranche-cancelled']);
    expect(await money(contract)).toEqual({ available: before.available + 75_593_700n, committed: 0n, payable: before.payable - 75_593_700n });
  });

  it('cancels what waits when the contract is terminated, and keeps owed what is owed', async () => {
    const contract = await world.signed();
    await deliver(world, new OnProcurementContractFiled(handler), factOf(contractFiled, contract.purchaseId, { contractId: contract.contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' }));
    await terminate(contract);
    expect(await stages(contract)).toEqual(['payable', 'cancelled', 'cancelled', 'cancelled']);
    expect(await told(contract)).toEqual(['tranche-released', 'tranche-cancelled', 'tranche-cancelled', 'tranche-cancelled']);
    expect(await money(contract)).toEqual({ available: LINE - 295_750_000n, committed: 0n, payable: 295_750_000n });
  });
});
