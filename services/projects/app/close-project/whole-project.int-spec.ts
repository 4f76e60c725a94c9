import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { paymentSettled, resultPublished, roundOpened, trancheForfeited, trancheReleased } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agencyOrgId, codeOf, director, officer, openProject, pdf, servicePlan, startProjects, type Opened, type Service } from '../projects-for-spec.js';

let service: Service;
beforeAll(async () => {
  service = await startProjects();
}, 120_000);
afterAll(() => service?.close());

const result = (contractId: string, evaluationCode: string, attempt: number, grade: 'good' | 'fail', rectificationDue?: string) => ({
  resultId: newId(),
  revision: 1,
  roundId: newId(),
  contractId,
  agencyOrgId,
  evaluationCode,
  kind: 'final' as const,
  attempt,
  scoreBp: grade === 'good' ? 8950 : 5000,
  grade,
  vetoes: [],
  templateId: newId(),
  templateVersion: 1,
  profileVersion: '510104@2026-01-01',
  publishedAt: '2026-09-30T08:00:00.000Z',
  ...(rectificationDue === undefined ? {} : { rectificationDue }),
});

async function deliver(deliverableId: string): Promise<void> {
  const handedIn = await service.upload(director, `/deliverables/${deliverableId}/versions`, pdf(deliverableId), '报告.pdf');
  expect(handedIn).toMatchObject({ status: 201, body: { status: 'submitted', version: 1 } });
  const accepted = await service.call(officer, 'POST', `/deliverables/${deliverableId}/versions/1/acceptance`);
  expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted', milestoneReached: true } });
}

async function acceptWhole({ projectId }: Opened): Promise<void> {
  const standards = servicePlan.quotas.map(({ code }) => ({ code, nameZh: code, met: true }));
  const certificate = { outcome: 'passed', standards, recipients: { invited: 40, respondents: 30, satisfied: 29, opinionsZh: ['很好'] } };
  const path = `/projects/${projectId}/acceptance-certificates`;
  expect(codeOf(await service.call(officer, 'POST', path, certificate))).toBe('acceptance.quota-short');
  for (const { code, quantity } of servicePlan.quotas) {
    const entry = { quotaCode: code, quantity, servedFrom: '2027-01-01', servedTo: '2027-03-31', evidenceZh: ['记录'] };
    expect(await service.call(director, 'POST', `/projects/${projectId}/quota-records`, entry)).toMatchObject({ status: 201, body: { delivered: quantity } });
  }
  expect(await service.call(officer, 'POST', path, certificate)).toMatchObject({ status: 201 });
}

async function pay(opened: Opened, trancheId: string, trancheNo: number): Promise<void> {
  const { contractId, purchaseId } = opened;
  const owed = { trancheId, trancheNo, revision: 1, contractId, agencyOrgId, fen: '100', deductedFen: '0', factorBp: 10_000, parts: [], rules: [], evidenceIds: [], waitingFor: [] };
  await service.hear(trancheReleased, purchaseId, owed);
  const paid = { orderId: newId(), trancheId, contractId, agencyOrgId, attemptId: newId(), endToEndId: 'E2E-1', fen: '100', bookedOn: '2027-04-30', entryRef: 'e-1', parts: [] };
  await service.hear(paymentSettled, purchaseId, paid);
}

const close = (projectId: string) =>
  service.call(officer, 'POST', `/projects/${projectId}/closing`, { handover: { recordsHandedOver: true, personalDataSettled: true } });

it('is carried from its contract to its closing, and says at every step what is missing', async () => {
  await service.moveClock('2027-04-01T01:00:00.000Z');
  const opened = await openProject(service);
  const { projectId, purchaseId, contractId, trancheIds, deliverableOf } = opened;
  expect(codeOf(await service.upload(director, `/deliverables/${deliverableOf['first-half']}/versions`, pdf(), 'a.pdf'))).toBe('project.not-running');

  await service.call(director, 'POST', `/projects/${projectId}/service-plans`, servicePlan);
  expect(await service.call(officer, 'POST', `/projects/${projectId}/service-plans/1/approval`)).toMatchObject({ status: 200, body: { status: 'approved' } });
  // The service of the specs is recorded from the day on which the project started.
  await service.query(`UPDATE project SET started_on = '2026-05-01' WHERE id = $1`, [projectId]);
  await deliver(deliverableOf['first-half'] ?? '');

  await service.hear(roundOpened, purchaseId, { roundId: newId(), contractId, agencyOrgId, evaluationCode: 'mid-term', kind: 'mid-term', attempt: 1, revision: 1, templateId: newId(), templateVersion: 1, openedAt: '2027-01-01T00:00:00.000Z', due: '2027-02-01T00:00:00.000Z' });
  await service.hear(resultPublished, purchaseId, result(contractId, 'mid-term', 1, 'fail', '2027-05-01T15:59:59.999Z'));
  const rectificationId = await eventually(async () => {
    const { body } = await service.call(director, 'GET', '/projects/waiting');
    const found = (body as { items: { action: string; rectificationId?: string }[] }).items.find(({ action }) => action === 'submit-rectification');
    if (!found?.rectificationId) throw new Error('no rectification waits');
    return found.rectificationId;
  });
  const evidence = await service.upload(director, `/rectifications/${rectificationId}/files`, Buffer.from('签到,人数\n一,12\n'), '签到.csv');
  expect(evidence).toMatchObject({ status: 201, body: { mediaType: 'text/csv', fileName: '签到.csv' } });
  const { fileId } = evidence.body as { fileId: string };
  await service.call(director, 'POST', `/rectifications/${rectificationId}/submission`, { textZh: '已补充记录', fileIds: [fileId] });
  expect(await service.call(officer, 'POST', `/rectifications/${rectificationId}/acceptance`)).toMatchObject({ status: 200, body: { status: 'accepted', files: [{ fileId }] } });

  expect(codeOf(await close(projectId))).toBe('project.not-accepted');
  await deliver(deliverableOf['second-half'] ?? '');
  await acceptWhole(opened);
  expect(await close(projectId)).toMatchObject({ status: 409, body: { code: 'project.evaluation-open', details: { evaluations: 'mid-term, final' } } });
  await service.hear(resultPublished, purchaseId, result(contractId, 'mid-term', 2, 'good'));
  await service.hear(resultPublished, purchaseId, result(contractId, 'final', 1, 'good'));
  await eventually(async () => expect(await close(projectId)).toMatchObject({ status: 409, body: { code: 'project.tranche-open', details: { tranches: '1, 2, 3, 4' } } }));
  for (const [index, trancheId] of trancheIds.slice(0, 3).entries()) await pay(opened, trancheId, index + 1);
  await service.hear(trancheForfeited, purchaseId, { trancheId: trancheIds[3] ?? '', trancheNo: 4, revision: 1, contractId, agencyOrgId, fen: '1', rules: [], evidenceIds: [] });
  await eventually(async () => expect(await close(projectId)).toMatchObject({ status: 200, body: { stage: 'closed', outcome: 'completed', closedOn: '2027-04-01' } }));

  const published = (await service.published(purchaseId)).map(({ type }) => type.replace('projects.', '').replace('.v1', ''));
  const deliverable = ['deliverable-submitted', 'deliverable-accepted', 'milestone-reached'];
  const rectification = ['rectification-opened', 'rectification-submitted', 'rectification-accepted'];
  expect(published).toEqual(['project-started', ...deliverable, ...rectification, ...deliverable, 'acceptance-certified', 'project-closed']);
  const detail = await service.call(director, 'GET', `/projects/${projectId}`);
  expect(detail).toMatchObject({
    status: 200,
    body: { project: { stage: 'closed' }, money: { tranches: [{ settledFen: '100' }, {}, {}, { state: 'forfeited' }] }, evaluations: [{ attempt: 1, grade: 'fail' }, { attempt: 2 }, {}] },
  });
}, 120_000);
