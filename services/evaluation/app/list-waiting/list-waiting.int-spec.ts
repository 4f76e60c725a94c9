import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_TEMPLATE } from '../../domain/template/default-template.js';
import { director, eva, head, officer, otherAgency, pan, PANEL, readyRound, sheetOf, startEvaluation, type Service } from '../evaluation-for-spec.js';

let service: Service;
beforeAll(async () => {
  service = await startEvaluation();
}, 120_000);
afterAll(() => service?.close());

type Person = typeof officer;
const actionsFor = async (person: Person): Promise<string[]> => {
  const { body } = await service.call(person, 'GET', '/evaluation-rounds/waiting');
  return (body as { items: { action: string }[] }).items.map(({ action }) => action);
};
const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

describe('what waits', () => {
  it('goes from person to person', async () => {
    const { roundId } = await readyRound(service);
    const path = `/evaluation-rounds/${roundId}`;
    const other = { ...officer, jurisdiction: '620102' };
    expect([await actionsFor(officer), await actionsFor(eva), await actionsFor(director), await actionsFor(other)]).toEqual([['open-round'], [], [], []]);
    await service.call(officer, 'POST', `${path}/open`, { panel: PANEL, due: '2027-12-31T15:59:59.999Z' });
    expect([await actionsFor(officer), await actionsFor(eva)]).toEqual([[], ['declare-interest']]);
    for (const person of [eva, pan]) {
      await service.call(person, 'POST', `${path}/interest`, { declaration: 'none' });
      expect(await actionsFor(person)).toEqual(['score']);
      await service.call(person, 'PUT', `${path}/sheet`, sheetOf(75));
      await service.call(person, 'POST', `${path}/sheet/signature`);
      expect(await actionsFor(person)).toEqual([]);
    }
    expect(await actionsFor(officer)).toEqual(['notify-result']);
    const { body } = await service.call(officer, 'GET', path);
    const resultId = (body as { results: { resultId: string }[] }).results[0]?.resultId ?? '';
    await service.call(officer, 'POST', `/evaluation-results/${resultId}/notification`);
    expect([await actionsFor(director), await actionsFor(otherAgency)]).toEqual([['answer-result'], []]);
    await service.call(director, 'POST', `/evaluation-results/${resultId}/appeals`, { grounds: '不服' });
    expect([await actionsFor(head), await actionsFor(officer), await actionsFor(director)]).toEqual([['decide-appeal'], [], []]);
  });

  it('is not there for others: scope and agency', async () => {
    const { roundId, contractId } = await readyRound(service);
    for (const person of [otherAgency, { ...officer, jurisdiction: '620102' }, eva]) {
      expect(codeOf(await service.call(person, 'GET', `/evaluation-rounds/${roundId}`))).toBe('round.not-found');
    }
    const { body } = await service.call(director, 'GET', `/evaluation-rounds?contractId=${contractId}&stage=ready&limit=1`);
    expect(body).toMatchObject({ items: [{ roundId, stage: 'ready', agency: { orgId: director.org_id } }] });
  });

  it('comes in pages', async () => {
    const { contractId } = await readyRound(service);
    const first = (await service.call(officer, 'GET', `/evaluation-rounds?contractId=${contractId}&limit=1`)).body as { items: { roundId: string }[]; next: string };
    const second = (await service.call(officer, 'GET', `/evaluation-rounds?contractId=${contractId}&limit=1&after=${first.next}`)).body as typeof first;
    expect(new Set([...first.items, ...second.items].map(({ roundId }) => roundId)).size).toBe(2);
    expect(second.next).toBeUndefined();
    expect(codeOf(await service.call(officer, 'GET', '/evaluation-rounds?after=nonsense'))).toBe('request.invalid-parameters');
  });
});

describe('templates', () => {
  it('are drafted, published once, and hold in their region', async () => {
    const content = { ...DEFAULT_TEMPLATE, titleZh: '锦江区评估细则' };
    const wrong = { ...content, scaleBp: 9999 };
    expect(codeOf(await service.call(officer, 'POST', '/evaluation-templates', { content: wrong }))).toBe('template.points-do-not-add-up');
    expect(codeOf(await service.call(eva, 'POST', '/evaluation-templates', { content }))).toBe('request.forbidden');
    const { templateId } = (await service.call(officer, 'POST', '/evaluation-templates', { content })).body as { templateId: string };
    const publish = `/evaluation-templates/${templateId}/versions/1/publish`;
    expect(codeOf(await service.call({ ...officer, jurisdiction: '620102' }, 'POST', publish))).toBe('template.no-such-version');
    expect((await service.call(officer, 'POST', publish)).status).toBe(200);
    expect(codeOf(await service.call(officer, 'POST', publish))).toBe('template.already-published');
    expect((await service.call(officer, 'POST', '/evaluation-templates', { templateId, content })).body).toEqual({ templateId, version: 2 });
    const titles = async (person: Person) => ((await service.call(person, 'GET', '/evaluation-templates')).body as { items: { titleZh: string }[] }).items.map(({ titleZh }) => titleZh);
    expect(await titles(officer)).toContain('锦江区评估细则');
    expect(await titles({ ...officer, jurisdiction: '620102' })).toEqual([DEFAULT_TEMPLATE.titleZh]);
    expect((await service.call(officer, 'GET', `/evaluation-templates/${templateId}/versions/1`)).body).toMatchObject({ status: 'published', content });
  });
});
