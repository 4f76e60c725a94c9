import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commitmentRecorded, projectClosed } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import {
  agencies, approver, BIDS_UNTIL, bidOf, codeOf, contractDraft, evaluate, officer, openTender, PLANNED_AT, signDrafted, startProcurement, statusOf, type Body, type Service,
} from '../procurement-for-spec.js';

let service: Service;
let purchaseId: string;
let tenderId: string;
let lineId: string;
let draft: Body;
const PRICES = ['591500000', '595000000', '588000000'];

beforeAll(async () => {
  service = await startProcurement();
  await service.moveClock(PLANNED_AT);
  ({ purchaseId, tenderId, lineId } = await openTender(service));
  for (const [i, agency] of agencies.entries()) {
    const answer = await service.post(agency, `/tenders/${tenderId}/bids`, bidOf(PRICES[i] ?? ''));
    expect(answer.status).toBe(201);
  }
  await service.moveClock(BIDS_UNTIL);
});
afterAll(() => service.close());

describe('a purchase from the opening to its closed contract', () => {
  it('has its bids opened by the deadline itself', async () => {
    const facts = await service.published(purchaseId);
    expect(facts.map(({ type }) => type)).toEqual(['procurement.purchase-planned.v1', 'procurement.tender-published.v1', 'procurement.bids-opened.v1']);
    const opened = await service.get(officer, `/tenders/${tenderId}/bids`);
    expect(opened.body.items?.map((bid) => bid['priceFen']).toSorted()).toEqual(PRICES.toSorted());
  });

  it('ranks the bids exactly when the last member has signed', async () => {
    expect(await evaluate(service, tenderId)).toEqual({ revision: 1, evaluated: true, unequal: [] });
    const { body } = await service.get(officer, `/tenders/${tenderId}/bids`);
    // 5500 + 3000 + 1000 × 588/591.5 = 9494.08…; the price score is 588/591.5 = 99.408… %.
    expect(body.items?.[0]).toMatchObject({ rank: 1, totalBp: 9494, priceScoreBp: 9941, org: { orgId: agencies[0]?.org_id } });
    // 4800 + 2500 + 1000 for the lowest price.
    expect(body.items?.[1]).toMatchObject({ rank: 2, totalBp: 8300, priceScoreBp: 10_000 });
  });

  it('announces the first of the ranking with the objection time of the profile (R73)', async () => {
    expect(codeOf(await service.post(officer, `/purchases/${purchaseId}/contract`, contractDraft(lineId, '591500000')))).toBe('contract.not-awarded');
    const award = await service.post(officer, `/tenders/${tenderId}/award`);
    expect(award).toMatchObject({ status: 201, body: { priceFen: '591500000', winner: { orgId: agencies[0]?.org_id } } });
    expect(codeOf(await service.post(officer, `/tenders/${tenderId}/award`))).toBe('tender.not-evaluated');
    expect(await statusOf(service, purchaseId)).toBe('awarded');
    const announced = (await service.published(purchaseId)).at(-1);
    // Tuesday 24 March: announced for one working day, then seven more until Friday 3 April.
    expect(announced).toMatchObject({ type: 'procurement.award-announced.v1', data: { announcedOn: '2026-03-24', objectionUntil: '2026-04-03T15:59:59.999Z' } });
  });

  it('is drafted by the purchaser with tranches to the fen (T6) and cannot bind more than is reserved', async () => {
    const path = `/purchases/${purchaseId}/contract`;
    const wanted = contractDraft(lineId, '591500000');
    expect(codeOf(await service.post(officer, path, { ...wanted, budgetSplit: [{ lineId: newId(), year: 2026, fen: '591500000' }] }))).toBe('contract.not-reserved');
    expect(codeOf(await service.post(officer, path, { ...wanted, tranches: wanted.tranches.slice(1) }))).toBe('contract.shares-differ');
    const answer = await service.post(officer, path, wanted);
    expect(answer.status).toBe(201);
    draft = answer.body;
    const { terms } = draft['draft'] as { terms: { tranches: { fen: string; payFactors: unknown[] }[] } };
    expect(terms.tranches.map(({ fen }) => fen)).toEqual(['295750000', '101856300', '118300000', '75593700']);
    expect(terms.tranches.map(({ payFactors }) => payFactors.length)).toEqual([0, 4, 0, 0]);
  });

  it('is signed by somebody else, who read exactly this text (R70)', async () => {
    const path = `/contracts/${String(draft['contractId'])}/signature`;
    const both = { ...officer, roles: ['purchaser', 'contract-approver'] };
    const { termsHash } = draft['draft'] as { termsHash: string };
    expect(codeOf(await service.post(both, path, { termsHash }))).toBe('contract.same-person');
    expect(codeOf(await service.post(approver, path, { termsHash: '0'.repeat(64) }))).toBe('contract.text-changed');
    await expect(service.query('UPDATE contract_revision SET signed_by = drafted_by, signed_at = drafted_at')).rejects.toThrow('check constraint');
    const [signed, second] = (await Promise.all([signDrafted(service, draft), signDrafted(service, draft)])).toSorted((a, b) => a.status - b.status);
    expect(signed).toMatchObject({ status: 200, body: { status: 'signed', revision: 1, terms: { priceFen: '591500000' } } });
    expect(second).toMatchObject({ status: 409, body: { code: 'contract.nothing-to-sign' } });
    expect(codeOf(await signDrafted(service, draft))).toBe('contract.nothing-to-sign');
    await expect(service.query(`UPDATE contract_revision SET terms_hash = 'x'`)).rejects.toThrow('does not change');
    const fact = (await service.published(purchaseId)).at(-1);
    expect(fact).toMatchObject({ type: 'procurement.contract-signed.v1', data: { revision: 1, agency: { orgId: agencies[0]?.org_id }, payeeAccountId: '0198f0a0-0000-7000-8000-000000000291' } });
  });

  it('is filed once, not in the future (R64)', async () => {
    const path = `/contracts/${String(draft['contractId'])}/filing`;
    const filing = { filingNo: 'JJ-BA-2026-1', filedOn: '2026-03-24', noticeUrl: 'https://example.cn/notice/1' };
    expect(codeOf(await service.post(officer, path, { ...filing, filedOn: '2026-03-25' }))).toBe('contract.filed-outside');
    expect(await service.post(officer, path, filing)).toMatchObject({ status: 200, body: { filing } });
    expect(codeOf(await service.post(officer, path, filing))).toBe('contract.already-filed');
    expect(await statusOf(service, purchaseId)).toBe('filed');
  });

  it('is amended by at most a tenth, again by two people (R67, T12)', async () => {
    const path = `/contracts/${String(draft['contractId'])}/amendments`;
    const { term, milestones, quotas, evaluationPlan } = contractDraft(lineId, '');
    const supplement = (priceFen: string) => ({ reason: '增加服务量', priceFen, term, milestones, quotas, evaluationPlan, budgetSplit: [{ lineId, year: 2026, fen: priceFen }] });
    expect(codeOf(await service.post(officer, path, supplement('650650001')))).toBe('contract.additions');
    const drafted = await service.post(officer, path, supplement('601500000'));
    expect(drafted).toMatchObject({ status: 201, body: { revision: 1, draft: { revision: 2 } } });
    expect(await signDrafted(service, drafted.body)).toMatchObject({ status: 200, body: { revision: 2, terms: { priceFen: '601500000' } } });
    const fact = (await service.published(purchaseId)).at(-1);
    expect(fact).toMatchObject({ type: 'procurement.contract-amended.v1', data: { revision: 2, deltaFen: '10000000' } });
    expect(fact?.data['tranches']).toMatchObject(['295750000', '101856300', '118300000', '85593700'].map((fen) => ({ fen })));
  });

  it('is suspended and resumed (R76)', async () => {
    const path = `/contracts/${String(draft['contractId'])}`;
    const interruption = { reason: '质疑处理', fault: 'neither', effectiveOn: '2026-03-24' };
    expect((await service.post(officer, `${path}/suspension`, interruption)).status).toBe(403);
    expect((await service.post(approver, `${path}/suspension`, interruption)).body).toMatchObject({ status: 'suspended' });
    expect((await service.post(approver, `${path}/resumption`, interruption)).body).toMatchObject({ status: 'signed' });
    const facts = (await service.published(purchaseId)).slice(-2);
    expect(facts.map(({ type }) => type)).toEqual(['procurement.contract-suspended.v1', 'procurement.contract-resumed.v1']);
  });

  it('hears from funding and projects how it goes on', async () => {
    const contractId = String(draft['contractId']);
    const part = { lineId, year: 2026, fen: '601500000', commitmentId: newId() };
    await service.hear(commitmentRecorded, purchaseId, { contractId, purchaseId, revision: 2, parts: [part], fen: '601500000', returnedFen: '0' });
    await eventually(async () => expect((await service.get(officer, `/contracts/${contractId}`)).body).toMatchObject({ commitment: 'recorded' }), { within: 20_000 });
    await service.hear(projectClosed, purchaseId, { projectId: newId(), contractId, agencyOrgId: agencies[0]?.org_id ?? '', outcome: 'completed', closedOn: '2027-05-30' });
    await eventually(async () => expect(await statusOf(service, purchaseId)).toBe('closed'), { within: 20_000 });
    expect(codeOf(await service.post(approver, `/contracts/${contractId}/termination`, { reason: '期满', fault: 'neither', effectiveOn: '2027-05-30' }))).toBe('contract.not-running');
  });

  it('shows an agency only what it won', async () => {
    const [winner, loser] = agencies;
    if (!winner || !loser) throw new Error('there are agencies');
    expect(await service.get(winner, `/purchases/${purchaseId}`)).toMatchObject({ status: 200, body: { purchase: { status: 'closed' }, contract: { revision: 2 } } });
    expect((await service.get(loser, `/purchases/${purchaseId}`)).status).toBe(404);
    expect((await service.get(loser, `/contracts/${String(draft['contractId'])}`)).status).toBe(404);
    expect((await service.get(loser, '/purchases')).body.items).toEqual([]);
  });
});
