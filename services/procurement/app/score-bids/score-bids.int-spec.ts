import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agencies, BIDS_UNTIL, bidOf, codeOf, evaluate, experts, officer, openTender, panel, PLANNED_AT, representative, seats, startProcurement, type Service } from '../procurement-for-spec.js';

let service: Service;
let tenderId: string;
let other: { tenderId: string; purchaseId: string };
let bidIds: string[];

beforeAll(async () => {
  service = await startProcurement();
  await service.moveClock(PLANNED_AT);
  ({ tenderId } = await openTender(service));
  other = await openTender(service);
  for (const id of [tenderId, other.tenderId]) for (const agency of agencies) await service.post(agency, `/tenders/${id}/bids`, bidOf('590000000'));
  expect(codeOf(await service.post(officer, `/tenders/${tenderId}/panel`, { members: seats }))).toBe('panel.not-opened');
  await service.moveClock(BIDS_UNTIL);
  const { body } = await service.get(officer, `/tenders/${tenderId}/bids`);
  bidIds = (body.items ?? []).map((bid) => String(bid['bidId']));
});
afterAll(() => service.close());

const scores = (plan = 5000, staff = 3000) => bidIds.map((bidId, i) => ({ bidId, points: { plan: plan - i, 'certified-staff': staff } }));
const sign = (member: (typeof panel)[number], body: object) => service.post(member, `/tenders/${tenderId}/scores`, body);
const sheets = () => service.query('SELECT member_id FROM score_sheet WHERE tender_id = $1', [tenderId]);

describe('the panel at work', () => {
  it('is composed within the rules, and Postgres keeps bidders out as well (R46, R50)', async () => {
    const path = `/tenders/${tenderId}/panel`;
    expect(codeOf(await service.post(officer, path, { members: seats.slice(0, 4) }))).toBe('panel.too-small');
    expect((await service.post(officer, path, { members: seats })).status).toBe(201);
    const bidder = `INSERT INTO panel_member (tender_id, member_id, seat_no, jurisdiction, org_id, kind, leader, interest) VALUES ($1, 'x', 9, '510104', $2, 'expert', false, 'none')`;
    await expect(service.query(bidder, [tenderId, agencies[0]?.org_id])).rejects.toThrow('neither a bidder nor the composer');
    expect((await service.get(agencies[0] ?? officer, `/tenders/${tenderId}`)).body['panel']).toEqual([]);
  });

  it('replaces a member who recuses', async () => {
    const [, , , leaving] = experts;
    if (!leaving) throw new Error('there are four experts');
    await service.post(leaving, `/tenders/${tenderId}/interest`, { declaration: 'recused', reason: '曾在投标单位任职' });
    expect((await service.get(officer, '/purchases/waiting')).body.items).toContainEqual(expect.objectContaining({ action: 'replace-member', tenderId }));
    const seat = { memberId: 'expert-5', orgId: leaving.org_id, kind: 'expert' };
    const replaced = await service.post(officer, `/tenders/${tenderId}/panel/${leaving.sub}/replacement`, seat);
    expect(replaced.status).toBe(200);
    expect(codeOf(await sign(leaving, { scores: scores() }))).toBe('score-sheet.not-found');
  });

  it('scores only after declaring, completely, and never a price (R50, R52, R54)', async () => {
    expect(codeOf(await sign(representative, { scores: scores() }))).toBe('score-sheet.not-declared');
    const straight = `INSERT INTO score_sheet (tender_id, member_id, revision, jurisdiction, scores, signed_at) VALUES ($1, $2, 1, '510104', '[]', $3)`;
    await expect(service.query(straight, [tenderId, representative.sub, BIDS_UNTIL])).rejects.toThrow('interests are declared first');
    await service.post(representative, `/tenders/${tenderId}/interest`, { declaration: 'none' });
    expect(codeOf(await sign(representative, { scores: scores().slice(1) }))).toBe('score-sheet.incomplete');
    expect(codeOf(await sign(representative, { scores: scores().map((each) => ({ ...each, points: { ...each.points, price: 1000 } })) }))).toBe('score-sheet.unknown-item');
    expect(codeOf(await sign(representative, { scores: scores(6001) }))).toBe('score-sheet.out-of-range');
    expect(await sheets()).toEqual([]);
  });

  it('ranks nothing until objective items are equal, which a member may correct (R54, R59)', async () => {
    const members = [...experts.slice(0, 3), { ...representative, sub: 'expert-5', org_id: experts[0]?.org_id ?? '' }];
    expect((await sign(representative, { scores: scores(5000, 2999) })).body).toMatchObject({ evaluated: false, unequal: [] });
    let last = {};
    for (const member of members) {
      await service.post(member, `/tenders/${tenderId}/interest`, { declaration: 'none' });
      last = (await sign(member, { scores: scores(4000) })).body;
      expect((await service.get(member, `/tenders/${tenderId}/scores/mine`)).body).toMatchObject({ revision: 1 });
    }
    expect(last).toEqual({ revision: 1, evaluated: false, unequal: bidIds.map((bidId) => ({ bidId, criterion: 'certified-staff' })) });
    expect(codeOf(await service.post(officer, `/tenders/${tenderId}/award`))).toBe('tender.not-evaluated');
    expect(codeOf(await sign(representative, { scores: scores() }))).toBe('score-sheet.already-signed');
    expect((await sign(representative, { scores: scores(), correction: 'objective-items-unequal' })).body).toMatchObject({ revision: 2, evaluated: true });
    await expect(service.query(`UPDATE score_sheet SET scores = '[]'`)).rejects.toThrow('score_sheet does not change');
    const { body } = await service.get(officer, `/tenders/${tenderId}/bids`);
    expect(body.items?.map(({ bidId, rank }) => [bidId, rank])).toEqual(bidIds.map((bidId, i) => [bidId, i + 1]));
    expect(codeOf(await sign(representative, { scores: scores(), correction: 'abnormal-score' }))).toBe('tender.not-opened');
  });
});

describe('a challenge (R73–R76)', () => {
  const [winner, loser] = agencies;
  if (!winner || !loser) throw new Error('there are agencies');
  const file = (stage: string, agency = loser) => service.post(agency, `/tenders/${other.tenderId}/challenges`, { stage, grounds: '评分标准适用错误' });

  it('comes in time and from a participant', async () => {
    expect(codeOf(await file('result'))).toBe('challenge.too-early');
    const outsider = { ...loser, org_id: '0198f0a0-0000-7000-8000-00000000a009', sub: 'outsider' };
    await evaluate(service, other.tenderId);
    expect(codeOf(await file('process', outsider))).toBe('challenge.not-a-participant');
  });

  it('holds the award until it is answered', async () => {
    const filed = await file('process');
    expect(filed).toMatchObject({ status: 201, body: { status: 'filed', holds: true, replyUntil: '2026-04-02T15:59:59.999Z' } });
    expect(codeOf(await file('process'))).toBe('challenge.already-filed');
    expect(codeOf(await service.post(officer, `/tenders/${other.tenderId}/award`))).toBe('tender.challenged');
    const path = `/challenges/${String(filed.body['challengeId'])}`;
    expect(codeOf(await service.post(winner, `${path}/withdrawal`))).toBe('challenge.not-found');
    expect(await service.post(officer, `${path}/decision`, { outcome: 'dismissed', reasons: '评分符合文件规定' })).toMatchObject({ status: 200, body: { status: 'dismissed' } });
    expect(codeOf(await service.post(loser, `${path}/withdrawal`))).toBe('challenge.already-decided');
    expect((await service.post(officer, `/tenders/${other.tenderId}/award`)).status).toBe(201);
  });

  it('can be taken back by its challenger', async () => {
    const filed = await file('result', winner);
    expect((await service.post(winner, `/challenges/${String(filed.body['challengeId'])}/withdrawal`)).body).toMatchObject({ status: 'withdrawn' });
  });

  it('voids the tender when it is upheld before anything is signed', async () => {
    const filed = await file('result');
    const decision = { outcome: 'upheld', reasons: '影响公平竞争', voidTender: true };
    expect(await service.post(officer, `/challenges/${String(filed.body['challengeId'])}/decision`, decision)).toMatchObject({ status: 200, body: { status: 'upheld' } });
    const types = (await service.published(other.purchaseId)).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(['procurement.challenge-filed.v1', 'procurement.challenge-decided.v1', 'procurement.tender-voided.v1']);
  });
});
