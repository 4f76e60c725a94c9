import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetRefused, budgetReserved } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agencies, approver, bidOf, codeOf, knownLine, neighbour, notice, officer, openTender, plan, PLANNED_AT, reservedPurchase, startProcurement, statusOf, type Service } from '../procurement-for-spec.js';

let service: Service;
let lineId: string;
const [agency] = agencies;
if (!agency) throw new Error('there is an agency');
const rows = () => service.query(`SELECT (SELECT count(*) FROM purchase) AS purchases, (SELECT count(*) FROM tender) AS tenders, (SELECT count(*) FROM fact) AS facts`);

beforeAll(async () => {
  service = await startProcurement();
  await service.moveClock(PLANNED_AT);
  lineId = await knownLine(service);
});
afterAll(() => service.close());

describe('what a plan is refused for', () => {
  it.each<[string, number, string, () => object]>([
    ['a field that is missing', 422, 'request.invalid-body', () => ({ ...plan(lineId), title: undefined })],
    ['an unknown field', 422, 'request.invalid-body', () => ({ ...plan(lineId), surplus: 1 })],
    ['yuan instead of fen', 422, 'request.invalid-body', () => plan(lineId, '6000000.00')],
    ['the negative list (R9)', 422, 'purchase.negative-list', () => ({ ...plan(lineId), negativeList: { ...plan(lineId).negativeList, staffOrDispatch: true } })],
    ['asks that do not add up', 422, 'purchase.asks-differ', () => ({ ...plan(lineId), totalFen: '1' })],
    ['a line that nobody opened (R10)', 409, 'purchase.unknown-line', () => plan(newId())],
  ])('%s', async (_name, status, code, body) => {
    const before = await rows();
    const answer = await service.post(officer, '/purchases', body());
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(await rows()).toEqual(before);
  });

  it('a caller without the role, the token or an organisation', async () => {
    const before = await rows();
    expect((await service.post(agency, '/purchases', plan(lineId))).status).toBe(403);
    expect((await fetch(`${service.running.url}/purchases`, { method: 'POST' })).status).toBe(401);
    expect(codeOf(await service.post({ sub: 'nobody', roles: ['purchaser'] }, '/purchases', plan(lineId)))).toBe('purchase.no-organisation');
    expect(await rows()).toEqual(before);
  });
});

describe('a plan', () => {
  it('is made once under one key and asks funding', async () => {
    const key = { 'idempotency-key': 'plan-1' };
    const answers = await Promise.all([1, 2].map(() => service.post(officer, '/purchases', plan(lineId), key)));
    expect(answers[0]).toMatchObject({ status: 201, body: { status: 'planned', totalFen: '600000000' } });
    expect(answers[1]).toEqual(answers[0]);
    const facts = await service.published(String(answers[0]?.body['purchaseId']));
    expect(facts).toMatchObject([{ type: 'procurement.purchase-planned.v1', data: { asks: [{ lineId, year: 2026, fen: '600000000' }] } }]);
  });

  it('says what it is spent on, and counts on a later year of its line (R126, R127)', async () => {
    const [now, later] = [{ lineId, year: 2026, fen: '400000000' }, { lineId, year: 2027, fen: '200000000' }];
    const { body } = await service.post(officer, '/purchases', { ...plan(lineId), asks: [now, later], use: 'community-service' });
    const purchaseId = String(body['purchaseId']);
    expect(await service.published(purchaseId)).toMatchObject([{ data: { use: 'community-service', asks: [now, later] } }]);
    await service.hear(budgetReserved, purchaseId, { purchaseId, reservationId: newId(), parts: [now], fen: '400000000', later: [later] });
    await eventually(async () => expect(await statusOf(service, purchaseId)).toBe('reserved'), { within: 20_000 });
    expect((await service.post(officer, `/purchases/${purchaseId}/tender`, notice())).status).toBe(201);
  });

  it('waits for its money (R10), is shown as refused when that is short, and can be given up', async () => {
    const { body } = await service.post(officer, '/purchases', plan(lineId));
    const purchaseId = String(body['purchaseId']);
    expect(codeOf(await service.post(officer, `/purchases/${purchaseId}/tender`, notice()))).toBe('purchase.not-reserved');
    await service.hear(budgetRefused, purchaseId, { purchaseId, reason: 'short', shortFen: '5', short: [{ lineId, year: 2026, fen: '5' }] });
    await eventually(async () => expect(await statusOf(service, purchaseId)).toBe('refused'), { within: 20_000 });
    expect((await service.get(officer, `/purchases/${purchaseId}`)).body).toMatchObject({ shortFen: '5', reserved: [] });
    expect((await service.get(officer, '/purchases/waiting')).body.items).toContainEqual(expect.objectContaining({ action: 'revise-plan', purchaseId }));
    expect(codeOf(await service.post(neighbour, `/purchases/${purchaseId}/cancellation`, { reason: '任务取消' }))).toBe('purchase.other-purchaser');
    expect(await service.post(officer, `/purchases/${purchaseId}/cancellation`, { reason: '任务取消' })).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(codeOf(await service.post(officer, `/purchases/${purchaseId}/cancellation`, { reason: '任务取消' }))).toBe('purchase.not-cancellable');
  });
});

describe('a tender', () => {
  it('refuses what the rules forbid, and changes nothing', async () => {
    const { purchaseId } = await reservedPurchase(service);
    const path = `/purchases/${purchaseId}/tender`;
    const before = await rows();
    expect(codeOf(await service.post(officer, path, { ...notice(), bidsUntil: '2026-03-20T01:30:00.000Z' }))).toBe('tender.too-short');
    expect(codeOf(await service.post(officer, path, { ...notice(), priceWeightBp: 500 }))).toBe('tender.weights-differ');
    expect(codeOf(await service.post(officer, path, { ...notice(), budgetFen: '600000001' }))).toBe('purchase.budget-exceeds-reservation');
    expect(codeOf(await service.post(officer, path, { ...notice(), method: 'competitive-consultation' }))).toBe('tender.method-not-approved');
    expect((await service.post(approver, path, notice())).status).toBe(403);
    expect(codeOf(await service.post(neighbour, path, notice()))).toBe('purchase.other-purchaser');
    expect(await rows()).toEqual(before);
  });

  it('is cancelled with its purchase, and then takes no bids', async () => {
    const { purchaseId, tenderId } = await openTender(service);
    expect((await service.get(agency, '/purchases/waiting')).body.items).toContainEqual(expect.objectContaining({ action: 'submit-bid', tenderId }));
    await service.post(officer, `/purchases/${purchaseId}/cancellation`, { reason: '任务取消' });
    expect(codeOf(await service.post(agency, `/tenders/${tenderId}/bids`, bidOf('1')))).toBe('tender.not-open');
    expect(await service.query(`SELECT state FROM due_task WHERE key = $1`, [tenderId])).toEqual([{ state: 'cancelled' }]);
  });

  it('is seen by every agency, and inside its region by others (R22)', async () => {
    const { tenderId } = await openTender(service);
    const elsewhere = { ...agency, jurisdiction: '620102' };
    expect((await service.get(elsewhere, `/tenders/${tenderId}`)).status).toBe(200);
    expect((await service.get({ ...officer, jurisdiction: '620102' }, `/tenders/${tenderId}`)).status).toBe(404);
    const list = await service.get(officer, '/tenders?limit=1');
    expect(list.body.items).toHaveLength(1);
    const next = await service.get(officer, `/tenders?limit=1&after=${String(list.body['next'])}`);
    expect(next.body.items?.[0]?.['tenderId']).not.toBe(list.body.items?.[0]?.['tenderId']);
  });
});
