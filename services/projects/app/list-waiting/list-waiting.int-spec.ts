import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractSuspended, contractTerminated, resultPublished } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agencyOrgId, codeOf, director, insider, neighbour, officer, openProject, pdf, rival, runningProject, servicePlan, startProjects, stranger, type Opened, type Service } from '../projects-for-spec.js';

let service: Service;
beforeAll(async () => {
  service = await startProjects();
}, 120_000);
afterAll(() => service?.close());

type Person = typeof officer;
interface Item {
  readonly action: string;
  readonly project: { readonly projectId: string };
  readonly rectificationId?: string;
}
const waitingFor = async (person: Person, { projectId }: Opened): Promise<Item[]> => {
  const { body } = await service.call(person, 'GET', '/projects/waiting');
  return (body as { items: Item[] }).items.filter(({ project }) => project.projectId === projectId);
};
const actionsFor = async (person: Person, opened: Opened): Promise<string[]> => (await waitingFor(person, opened)).map(({ action }) => action);
const refused = async (answer: Promise<{ status: number; body: unknown }>, status: number, code: string): Promise<void> => {
  const { status: given, body } = await answer;
  expect([given, codeOf({ body })]).toEqual([status, code]);
};
const halted = (contractId: string) => ({ contractId, reason: '人员流失', fault: 'agency' as const, effectiveOn: '2026-06-01' });

describe('what waits', () => {
  it('goes from side to side', async () => {
    const opened = await openProject(service);
    const plans = `/projects/${opened.projectId}/service-plans`;
    const everybody = async () => Promise.all([director, officer].map((person) => actionsFor(person, opened)));
    expect(await everybody()).toEqual([['write-service-plan'], []]);
    await service.call(director, 'POST', plans, servicePlan);
    expect(await everybody()).toEqual([[], ['approve-service-plan']]);
    await service.call(officer, 'POST', `${plans}/1/return`, { reasons: ['指标不清'] });
    expect(await everybody()).toEqual([['write-service-plan'], []]);
    await service.call(director, 'POST', plans, servicePlan);
    await service.call(officer, 'POST', `${plans}/2/approval`);
    expect(await everybody()).toEqual([['submit-deliverable', 'submit-deliverable'], []]);
    for (const deliverableId of Object.values(opened.deliverableOf)) {
      const path = `/deliverables/${deliverableId}/versions`;
      await service.upload(director, path, pdf(deliverableId), 'a.pdf');
      expect(await actionsFor(officer, opened)).toEqual(['decide-deliverable']);
      await service.call(officer, 'POST', `${path}/1/acceptance`);
    }
    expect(await everybody()).toEqual([[], ['certify-acceptance']]);
    for (const other of [rival, neighbour, stranger]) expect(await actionsFor(other, opened)).toEqual([]);
  });

  it('is nothing while the contract stands still, and the closing once it is over', async () => {
    const opened = await runningProject(service);
    await service.hear(contractSuspended, opened.purchaseId, halted(opened.contractId));
    await eventually(async () => expect(await actionsFor(director, opened)).toEqual([]));
    await refused(service.upload(director, `/deliverables/${opened.deliverableOf['first-half']}/versions`, pdf(), 'a.pdf'), 409, 'project.suspended');
    await service.hear(contractTerminated, opened.purchaseId, halted(opened.contractId));
    await eventually(async () => expect(await actionsFor(officer, opened)).toEqual(['close-project']));
    const closing = `/projects/${opened.projectId}/closing`;
    const handover = { recordsHandedOver: true, personalDataSettled: true };
    await refused(service.call(officer, 'POST', closing, { handover: { ...handover, personalDataSettled: false } }), 422, 'project.not-handed-over');
    expect(await service.call(officer, 'POST', closing, { handover })).toMatchObject({ status: 200, body: { outcome: 'terminated', stage: 'closed' } });
    expect(await actionsFor(officer, opened)).toEqual([]);
  });
});

describe('a service plan, the ledger and a rectification', () => {
  it('are refused when malformed, out of order or by the wrong person, and nothing changes', async () => {
    const opened = await openProject(service);
    const path = `/projects/${opened.projectId}`;
    const plans = `${path}/service-plans`;
    const entry = { quotaCode: 'casework', quantity: 1, servedFrom: '2026-05-01', servedTo: '2026-05-02', evidenceZh: ['记录'] };
    await refused(service.call(director, 'POST', plans, { ...servicePlan, staff: [] }), 422, 'request.invalid-body');
    await refused(service.call(director, 'POST', plans, { ...servicePlan, quotas: [] }), 422, 'service-plan.quota-missing');
    await refused(service.call(rival, 'POST', plans, servicePlan), 404, 'project.not-found');
    await refused(service.call(officer, 'POST', plans, servicePlan), 403, 'request.forbidden');
    await refused(service.call(officer, 'POST', `${plans}/1/approval`), 404, 'service-plan.not-found');
    await refused(service.call(director, 'POST', `${path}/quota-records`, entry), 409, 'project.not-running');
    expect(await service.query('SELECT 1 FROM service_plan WHERE project_id = $1', [opened.projectId])).toEqual([]);
    expect(await service.published(opened.purchaseId)).toEqual([]);

    await service.call(director, 'POST', plans, servicePlan);
    await refused(service.call(insider, 'POST', `${plans}/1/approval`), 403, 'project.own-work');
    await refused(service.call({ ...officer, sub: 'neighbour', org_id: neighbour.org_id ?? '' }, 'POST', `${plans}/1/approval`), 403, 'project.other-purchaser');
    expect(await service.call(rival, 'GET', path)).toMatchObject({ status: 404 });
    expect(await service.call(stranger, 'GET', plans)).toMatchObject({ status: 404 });
    await refused(service.call(director, 'GET', '/projects?after=nonsense'), 400, 'request.invalid-parameters');
  });

  it('flags a rectification that is late, and lets the purchaser alone fail it', async () => {
    const opened = await runningProject(service);
    const { contractId, purchaseId } = opened;
    const result = { resultId: newId(), revision: 1, roundId: newId(), contractId, agencyOrgId, evaluationCode: 'mid-term', kind: 'mid-term', attempt: 1, scoreBp: 5000, grade: 'fail', templateId: newId(), templateVersion: 1, profileVersion: '510104@2026-01-01', publishedAt: '2026-09-30T08:00:00.000Z' } as const;
    await service.hear(resultPublished, purchaseId, { ...result, vetoes: [], rectificationDue: '2027-09-30T15:59:59.999Z' });
    const rectificationId = await eventually(async () => {
      const found = (await waitingFor(director, opened)).find(({ action }) => action === 'submit-rectification')?.rectificationId;
      if (found === undefined) throw new Error('no rectification waits');
      return found;
    });
    const path = `/rectifications/${rectificationId}`;
    await refused(service.call(officer, 'POST', `${path}/acceptance`), 409, 'rectification.not-submitted');
    await refused(service.call(officer, 'POST', `${path}/failure`, { reasons: ['未整改'] }), 409, 'rectification.still-time');
    await refused(service.call(rival, 'POST', `${path}/submission`, { textZh: '已整改' }), 404, 'rectification.not-found');
    await refused(service.call(director, 'POST', `${path}/submission`, { textZh: '已整改', fileIds: [newId()] }), 422, 'rectification.file-unknown');
    await service.moveClock('2027-10-01T00:00:00.000Z');
    expect(await service.query('SELECT status, late FROM rectification WHERE id = $1', [rectificationId])).toEqual([{ status: 'opened', late: true }]);
    expect(await actionsFor(officer, opened)).toContain('decide-rectification');
    expect(await service.call(officer, 'POST', `${path}/failure`, { reasons: ['逾期未整改'] })).toMatchObject({ status: 200, body: { status: 'failed', late: true } });
    expect((await service.published(purchaseId)).map(({ type }) => type).slice(-2)).toEqual(['projects.rectification-opened.v1', 'projects.rectification-failed.v1']);
  });

  it('is listed in pages', async () => {
    interface Page {
      readonly items: { readonly projectId: string }[];
      readonly next?: string;
    }
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { items, next } = (await service.call(director, 'GET', `/projects?limit=1${after}`)).body as Page;
      seen.push(...items.map(({ projectId }) => projectId));
      if (next === undefined) break;
      after = `&after=${next}`;
    }
    const rows = await service.query<{ id: string }>('SELECT id FROM project ORDER BY id DESC');
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
