import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appealDecided, appealFiled, resultNotified, resultPublished, roundOpened } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agencyOrgId, director, openProject, startProjects, type Opened, type Service } from '../projects-for-spec.js';

let service: Service;
beforeAll(async () => {
  service = await startProjects();
}, 120_000);
afterAll(() => service?.close());

const [FILED, DECIDED] = ['2026-10-03T01:00:00.000Z', '2026-10-12T01:00:00.000Z'];

/** The mid-term evaluation of a project: what evaluation says of it, and what the project shows. */
async function midTerm() {
  const { purchaseId, contractId, projectId }: Opened = await openProject(service);
  const about = { roundId: newId(), contractId, agencyOrgId, evaluationCode: 'mid-term', attempt: 1 };
  const template = { kind: 'mid-term' as const, templateId: newId(), templateVersion: 1 };
  const appeal = (resultId: string) => ({ ...about, appealId: resultId, resultId });
  const scored = { ...about, scoreBp: 5900, grade: 'fail' as const };
  return {
    opened: (revision: number) => service.hear(roundOpened, purchaseId, { ...about, ...template, revision, openedAt: '2026-09-01T00:00:00.000Z', due: '2026-09-15T00:00:00.000Z' }),
    notified: (resultId: string, revision: number) => service.hear(resultNotified, purchaseId, { ...scored, resultId, revision, notifiedAt: '2026-10-01T00:00:00.000Z', appealUntil: '2026-10-09T15:59:59.999Z' }),
    filed: (resultId: string, filedAt = FILED) => service.hear(appealFiled, purchaseId, { ...appeal(resultId), filedAt }),
    decided: (resultId: string, outcome: 'upheld' | 'dismissed', decidedAt = DECIDED) => service.hear(appealDecided, purchaseId, { ...appeal(resultId), outcome, decidedAt }),
    published: (resultId: string) =>
      service.hear(resultPublished, purchaseId, { ...scored, ...template, resultId, revision: 1, vetoes: [], profileVersion: '510104@2026-01-01', publishedAt: DECIDED }),
    shows: (expected: object) =>
      eventually(async () => {
        const { body } = await service.call(director, 'GET', `/projects/${projectId}`);
        expect((body as { evaluations: object[] }).evaluations).toEqual([expect.objectContaining({ code: 'mid-term', ...expected }), expect.objectContaining({ code: 'final', stage: 'planned' })]);
      }),
  };
}

describe('a project', () => {
  it('shows an appeal against its result, and how it was decided', async () => {
    const evaluation = await midTerm();
    const resultId = newId();
    await evaluation.notified(resultId, 1);
    await evaluation.filed(resultId);
    await evaluation.shows({ stage: 'notified', appeal: { filedAt: FILED } });
    await evaluation.decided(resultId, 'dismissed');
    await evaluation.published(resultId);
    await evaluation.shows({ stage: 'published', appeal: { filedAt: FILED, outcome: 'dismissed', decidedAt: DECIDED } });
  });

  it('shows the last of its appeals, whichever half of that comes first', async () => {
    const evaluation = await midTerm();
    const [first, second] = [newId(), newId()];
    await evaluation.notified(first, 1);
    await evaluation.filed(first);
    await evaluation.decided(first, 'upheld');
    await evaluation.opened(2);
    await evaluation.shows({ stage: 'open', appeal: { filedAt: FILED, outcome: 'upheld', decidedAt: DECIDED } });
    await evaluation.notified(second, 2);
    await evaluation.decided(second, 'dismissed', '2026-11-12T01:00:00.000Z');
    await evaluation.shows({ stage: 'notified', appeal: { outcome: 'dismissed', decidedAt: '2026-11-12T01:00:00.000Z' } });
    await evaluation.filed(second, '2026-11-03T01:00:00.000Z');
    await evaluation.shows({ stage: 'notified', appeal: { filedAt: '2026-11-03T01:00:00.000Z', outcome: 'dismissed', decidedAt: '2026-11-12T01:00:00.000Z' } });
  });
});
