import { budgetLineOpened, budgetReserved } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations, configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type TestPerson } from '@goufu/testing';
import { procurementService } from './procurement.service.js';

/** The service in the spec's own process, with what other services say to it. */

const bureau = { org_id: '0198f0a0-0000-7000-8000-00000000b001', org_name: '成都市锦江区民政局', uscc: '11510104MB0000001B' };
export const officer: TestPerson = { sub: 'officer', roles: ['purchaser'], ...bureau };
export const approver: TestPerson = { sub: 'approver', roles: ['contract-approver'], ...bureau };
/** A purchaser of another bureau of the same region. */
export const neighbour: TestPerson = { ...officer, sub: 'neighbour', org_id: '0198f0a0-0000-7000-8000-00000000b002' };
export const agencies: readonly TestPerson[] = [1, 2, 3].map((n) => ({
  sub: `agency-${n}`, roles: ['agency'], org_id: `0198f0a0-0000-7000-8000-00000000a00${n}`, org_name: `锦江区第${n}社会工作服务中心`, uscc: `52510104MJ000000${n}A`,
}));
const pool = '0198f0a0-0000-7000-8000-00000000e001';
export const experts: readonly TestPerson[] = [1, 2, 3, 4].map((n) => ({ sub: `expert-${n}`, roles: ['panel-member'], org_id: pool, org_name: '评审专家库', uscc: '12510104MG0000316H' }));
export const representative: TestPerson = { sub: 'representative', roles: ['panel-member'], ...bureau };
export const panel: readonly TestPerson[] = [...experts, representative];
export const seats = panel.map(({ sub, org_id }) => ({
  memberId: sub, orgId: org_id, kind: sub === 'representative' ? 'purchaser-representative' : 'expert', leader: sub === 'expert-1',
}));

export const PLANNED_AT = '2026-03-02T01:00:00.000Z';
export const BIDS_UNTIL = '2026-03-24T01:30:00.000Z';

export const plan = (lineId: string, totalFen = '600000000') => ({
  title: '锦江区社区社会工作服务项目',
  directoryItem: { code: 'A0501', nameZh: '社会工作服务' },
  category: 'community',
  totalFen,
  asks: [{ lineId, year: 2026, fen: totalFen }],
  negativeList: { outsideDuties: false, governmentsOwnTask: false, goodsOrWorks: false, financing: false, staffOrDispatch: false, otherwiseBarred: false },
  preparation: { surveyRespondents: 3, publicConsultedOn: '2026-01-10', keyReviewedOn: '2026-01-20', intentionPublishedOn: '2026-01-25' },
});

let tenders = 0;
export const notice = (): Record<string, unknown> => ({
  tenderNo: `JJ-2026-${(tenders += 1)}`,
  method: 'open-tender',
  budgetFen: '600000000',
  priceWeightBp: 1000,
  criteria: [
    { code: 'plan', nameZh: '服务方案', scoring: 'subjective', weightBp: 6000 },
    { code: 'certified-staff', nameZh: '持证社工比例', scoring: 'objective', weightBp: 3000 },
  ],
  bidsUntil: BIDS_UNTIL,
});

export const bidOf = (priceFen: string) => ({ priceFen, proposal: '社区为本的服务方案', smallEnterprise: false, payeeAccountId: '0198f0a0-0000-7000-8000-000000000291' });

export const contractDraft = (lineId: string, priceFen: string) => ({
  contractNo: 'JJ-2026-SW-001',
  title: '锦江区社区社会工作服务合同',
  term: { from: '2026-05-01', to: '2027-04-30' },
  budgetSplit: [{ lineId, year: 2026, fen: priceFen }],
  tranches: [
    { shareBp: 5000, conditions: [{ kind: 'contract-filed' }] },
    { shareBp: 1722, conditions: [{ kind: 'evaluation', evaluationCode: 'mid-term' }, { kind: 'no-open-appeal' }] },
    { shareBp: 2000, conditions: [{ kind: 'milestone', milestoneCode: 'second-half' }] },
    { shareBp: 1278, conditions: [{ kind: 'acceptance' }] },
  ],
  milestones: [
    { code: 'first-half', nameZh: '上半年服务完成', due: '2026-09-15', deliverables: [{ code: 'mid-term-report', nameZh: '中期服务报告' }] },
    { code: 'second-half', nameZh: '下半年服务完成', due: '2027-04-15', deliverables: [{ code: 'final-report', nameZh: '末期服务报告' }] },
  ],
  quotas: [{ code: 'casework', nameZh: '个案服务', unitZh: '个', quantity: 60, evidenceZh: ['个案服务记录'] }],
  evaluationPlan: [
    {
      code: 'mid-term', kind: 'mid-term', nameZh: '中期评估', weightBp: 10_000, templateId: '0198f0a0-0000-7000-8000-000000000301', templateVersion: 1,
      due: '2026-10-31T15:59:59.999Z', readyOn: { kind: 'milestone', milestoneCode: 'first-half' },
    },
  ],
  smeFlag: false,
});

export type Service = Awaited<ReturnType<typeof startProcurement>>;
/** A body as the specs look into it. */
export type Body = Record<string, unknown> & { items?: Record<string, unknown>[] };

export async function startProcurement() {
  const service = await startTestService({
    service: 'procurement',
    migrations: allMigrations(procurementService),
    start: (variables) => startService(procurementService, configurationFrom(procurementService.config, variables)),
  });
  const call = async (person: TestPerson, method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await service.call(person, method, path, body, headers);
    return { status: answer.status, body: answer.body as Body };
  };
  return {
    ...service,
    call,
    get: (person: TestPerson, path: string) => call(person, 'GET', path),
    post: (person: TestPerson, path: string, body?: unknown, headers?: Record<string, string>) => call(person, 'POST', path, body, headers),
    /** Facts of this service about a purchase, in order. */
    published: (purchaseId: string) =>
      service.query<{ type: string; data: Record<string, unknown> }>('SELECT type, body::jsonb AS data FROM fact WHERE subject = $1 ORDER BY sequence', [purchaseId]),
  };
}

const created = ({ status, body }: { status: number; body: Body }, key: string): string => {
  const id = body[key];
  if (status !== 201 || typeof id !== 'string') throw new Error(`${status}: ${JSON.stringify(body)}`);
  return id;
};

/** A budget line that procurement knows. */
export async function knownLine(service: Service): Promise<string> {
  const lineId = newId();
  await service.hear(budgetLineOpened, lineId, { lineId, year: 2026, titleZh: '社区社会工作服务', source: 'district-budget', allowedUse: '政府购买服务', fen: '800000000' });
  await eventually(async () => {
    if ((await service.query('SELECT 1 FROM budget_line WHERE id = $1', [lineId])).length === 0) throw new Error('the line is not known');
  }, { within: 20_000 });
  return lineId;
}

export const statusOf = async (service: Service, purchaseId: string): Promise<unknown> =>
  (await service.query<{ status: string }>('SELECT status FROM purchase WHERE id = $1', [purchaseId]))[0]?.status;

/** A purchase whose budget funding has reserved. */
export async function reservedPurchase(service: Service): Promise<{ lineId: string; purchaseId: string }> {
  const lineId = await knownLine(service);
  const purchaseId = created(await service.post(officer, '/purchases', plan(lineId)), 'purchaseId');
  await service.hear(budgetReserved, purchaseId, { purchaseId, reservationId: newId(), parts: [{ lineId, year: 2026, fen: '600000000' }], fen: '600000000' });
  await eventually(async () => {
    if ((await statusOf(service, purchaseId)) !== 'reserved') throw new Error('the budget is not reserved');
  }, { within: 20_000 });
  return { lineId, purchaseId };
}

export async function openTender(service: Service, change: Record<string, unknown> = {}) {
  const reserved = await reservedPurchase(service);
  const tenderId = created(await service.post(officer, `/purchases/${reserved.purchaseId}/tender`, { ...notice(), ...change }), 'tenderId');
  return { ...reserved, tenderId };
}

/** Every member declares no interest and signs; agency 1 is best. */
export async function evaluate(service: Service, tenderId: string): Promise<Body> {
  await service.post(officer, `/tenders/${tenderId}/panel`, { members: seats });
  const { body } = await service.get(officer, `/tenders/${tenderId}/bids`);
  const scores = (body.items ?? []).map((bid) => {
    const best = (bid['org'] as { orgId: string }).orgId === agencies[0]?.org_id;
    return { bidId: bid['bidId'], points: { plan: best ? 5500 : 4800, 'certified-staff': best ? 3000 : 2500 } };
  });
  let last: Body = {};
  for (const member of panel) {
    await service.post(member, `/tenders/${tenderId}/interest`, { declaration: 'none' });
    last = (await service.post(member, `/tenders/${tenderId}/scores`, { scores })).body;
  }
  return last;
}

/** A signed contract needs its text read first. */
export async function signDrafted(service: Service, draft: Body): Promise<{ status: number; body: Body }> {
  const { termsHash } = draft['draft'] as { termsHash: string };
  return service.post(approver, `/contracts/${String(draft['contractId'])}/signature`, { termsHash });
}

export const codeOf = ({ body }: { body: Body }): unknown => body['code'];
