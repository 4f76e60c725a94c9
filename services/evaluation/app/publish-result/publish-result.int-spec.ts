import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rectificationAccepted, type DataOf } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agencyOrgId, director, eva, head, officer, otherAgency, pan, PANEL, readyRound, sheetOf, startEvaluation, type Service } from '../evaluation-for-spec.js';

let service: Service;
beforeAll(async () => {
  service = await startEvaluation();
}, 120_000);
afterAll(() => service?.close());

const DUE = '2027-12-31T15:59:59.999Z';

/** Calls a route that must succeed. */
async function done<Body extends object>(...call: Parameters<Service['call']>): Promise<Body> {
  const { status, body } = await service.call(...call);
  if (status >= 300) throw new Error(`${call[1]} ${call[2]} answered ${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

/** Calls a route that must be refused; answers the code of its problem. */
async function refused(...call: Parameters<Service['call']>): Promise<string> {
  const { status, body } = await service.call(...call);
  expect(status).toBeGreaterThanOrEqual(400);
  return (body as { code: string }).code;
}

async function score(roundId: string, person: typeof eva, percent: number, vetoes: { code: string; ground: string }[] = []): Promise<boolean> {
  await done(person, 'PUT', `/evaluation-rounds/${roundId}/sheet`, { ...sheetOf(percent), vetoes });
  const { roundConcluded } = await done<{ roundConcluded: boolean }>(person, 'POST', `/evaluation-rounds/${roundId}/sheet/signature`);
  return roundConcluded;
}

async function openRound(): Promise<{ purchaseId: string; contractId: string; roundId: string }> {
  const round = await readyRound(service);
  await done(officer, 'POST', `/evaluation-rounds/${round.roundId}/open`, { panel: PANEL, due: DUE });
  await declare(round.roundId);
  return round;
}

async function declare(roundId: string): Promise<void> {
  for (const person of [eva, pan]) await done(person, 'POST', `/evaluation-rounds/${roundId}/interest`, { declaration: 'none' });
}

interface Result {
  readonly resultId: string;
  readonly revision: number;
  readonly status: string;
  readonly scoreBp: number;
  readonly grade: string;
  readonly appealUntil?: string;
  readonly rectificationDue?: string;
}
const resultsOf = async (roundId: string) => (await done<{ results: Result[] }>(officer, 'GET', `/evaluation-rounds/${roundId}`)).results;
const typesOf = async (purchaseId: string) => (await service.published(purchaseId)).map(({ type }) => type.replace(/^evaluation\.|\.v1$/g, ''));

async function notified(percent: number): Promise<{ purchaseId: string; contractId: string; roundId: string; result: Result }> {
  const round = await openRound();
  await score(round.roundId, eva, percent);
  await score(round.roundId, pan, percent);
  const [computed] = await resultsOf(round.roundId);
  if (!computed) throw new Error('the last signature computes the result');
  const result = await done<Result>(officer, 'POST', `/evaluation-results/${computed.resultId}/notification`);
  return { ...round, result };
}

describe('a round, from its milestone to its final result', () => {
  it('is scored alone, computed by the last signature, and final when the window closes', async () => {
    const { purchaseId, roundId } = await readyRound(service);
    const path = `/evaluation-rounds/${roundId}`;
    expect(await refused(eva, 'POST', `${path}/open`, { panel: PANEL, due: DUE })).toBe('request.forbidden');
    expect(await refused(officer, 'POST', `${path}/open`, { panel: [{ ...PANEL[0], orgId: agencyOrgId }, PANEL[1]], due: DUE })).toBe('round.member-of-agency');
    expect(await refused(officer, 'POST', `${path}/open`, { panel: PANEL, due: 'tomorrow' })).toBe('request.invalid-body');
    expect(await typesOf(purchaseId)).toEqual([]);
    await done(officer, 'POST', `${path}/open`, { panel: PANEL, due: DUE });
    expect(await refused(officer, 'POST', `${path}/open`, { panel: PANEL, due: DUE })).toBe('round.already-open');

    expect(await refused(eva, 'PUT', `${path}/sheet`, sheetOf(90))).toBe('sheet.interest-not-declared');
    await declare(roundId);
    expect(await refused(eva, 'PUT', `${path}/sheet`, { ...sheetOf(90), entries: { management: { kind: 'rating', value: 101 } } })).toBe('sheet.out-of-range');
    expect(await refused(eva, 'POST', `${path}/sheet/signature`)).toBe('sheet.not-complete');
    expect(await score(roundId, eva, 100)).toBe(false);
    expect(await refused(eva, 'PUT', `${path}/sheet`, sheetOf(1))).toBe('sheet.locked');
    for (const person of [eva, officer]) expect(await refused(person, 'GET', `${path}/sheets`)).toBe('sheet.sealed');
    expect(await resultsOf(roundId)).toEqual([]);
    expect(await score(roundId, pan, 75)).toBe(true);

    const [result] = await resultsOf(roundId);
    // 75 % of 90 points and 75/85 of the survey's 10 make 76.3235…; with 100 points of the other party at 70 %: 92.897…
    expect(result).toMatchObject({ status: 'computed', revision: 1, grade: 'excellent', scoreBp: 9290 });
    expect((await done<{ results: Result[] }>(director, 'GET', path)).results).toEqual([]);
    const answered = await done<Result>(officer, 'POST', `/evaluation-results/${result?.resultId}/notification`);
    expect((await done<{ results: Result[] }>(director, 'GET', path)).results).toHaveLength(1);
    await service.moveClock(answered.appealUntil ?? '');
    expect(await typesOf(purchaseId)).toEqual(['round-opened', 'result-notified']);
    await service.moveClock(new Date(Date.parse(answered.appealUntil ?? '') + 1).toISOString());
    expect(await typesOf(purchaseId)).toEqual(['round-opened', 'result-notified', 'result-published']);
    expect(await refused(director, 'POST', `/evaluation-results/${result?.resultId}/appeals`, { grounds: '迟到的申诉' })).toBe('result.already-final');
  });

  it('is final at once when the agency accepts it; nobody else can', async () => {
    const { purchaseId, result } = await notified(85);
    const acceptance = `/evaluation-results/${result.resultId}/acceptance`;
    expect(await refused(otherAgency, 'POST', acceptance)).toBe('result.not-found');
    expect(await refused(officer, 'POST', acceptance)).toBe('request.forbidden');
    const key = { 'idempotency-key': 'accept-once' };
    const first = await done<Result>(director, 'POST', acceptance, undefined, key);
    expect(first).toMatchObject({ status: 'published', grade: 'good' });
    expect(first.rectificationDue).toBeUndefined();
    expect(await done<Result>(director, 'POST', acceptance, undefined, key)).toEqual(first);
    expect(await typesOf(purchaseId)).toEqual(['round-opened', 'result-notified', 'result-published']);
    expect(await refused(director, 'POST', acceptance)).toBe('result.already-final');
  });

  it('fails by one veto, whatever the score (R101)', async () => {
    const { roundId } = await openRound();
    await score(roundId, eva, 100);
    await score(roundId, pan, 100, [{ code: 'unpaid-wages', ground: '工资台账' }]);
    expect(await resultsOf(roundId)).toMatchObject([{ scoreBp: 10_000, grade: 'fail', vetoes: ['unpaid-wages'] }]);
  });

  it('waits for the replacement of a recused member, whose sheet does not count (R50)', async () => {
    const { roundId } = await openRound();
    const path = `/evaluation-rounds/${roundId}`;
    await done(eva, 'PUT', `${path}/sheet`, sheetOf(0));
    await done(eva, 'POST', `${path}/interest`, { declaration: 'recused', ground: '近亲属任职' });
    expect(await refused(eva, 'POST', `${path}/sheet/signature`)).toBe('sheet.recused');
    expect(await score(roundId, pan, 100)).toBe(false);
    const zoe = { ...eva, sub: 'zoe' };
    const replacement = { ...PANEL[0], evaluatorId: 'zoe' };
    expect(await refused(officer, 'POST', `${path}/panel/pan/replacement`, { replacement })).toBe('round.not-recused');
    await done(officer, 'POST', `${path}/panel/eva/replacement`, { replacement });
    await done(zoe, 'POST', `${path}/interest`, { declaration: 'none' });
    expect(await score(roundId, zoe, 100)).toBe(true);
    expect(await resultsOf(roundId)).toMatchObject([{ scoreBp: 10_000 }]);
    expect(await refused(eva, 'GET', `${path}/sheets`)).toBe('round.not-found');
  });

  it('lets one of two last signatures compute, when both come at once', async () => {
    const { roundId } = await openRound();
    for (const person of [eva, pan]) await done(person, 'PUT', `/evaluation-rounds/${roundId}/sheet`, sheetOf(80));
    const signatures = await Promise.all([eva, pan].map((person) => done<{ roundConcluded: boolean }>(person, 'POST', `/evaluation-rounds/${roundId}/sheet/signature`)));
    expect(signatures.filter(({ roundConcluded }) => roundConcluded)).toHaveLength(1);
    expect(await resultsOf(roundId)).toHaveLength(1);
  });
});

describe('an appeal', () => {
  it('that is upheld has the panel score the named indicators anew; the new revision is final', async () => {
    const { purchaseId, roundId, result } = await notified(59);
    expect(result.grade).toBe('fail');
    const appeal = await done<{ appealId: string }>(director, 'POST', `/evaluation-results/${result.resultId}/appeals`, { grounds: '财务评分有误', indicators: ['finance'] });
    const decision = `/evaluation-appeals/${appeal.appealId}/decision`;
    const upheld = { outcome: 'upheld', reasons: '理由成立', reopening: { indicators: ['finance'], vetoes: false }, due: DUE };
    expect(await refused(officer, 'POST', decision, upheld)).toBe('appeal.not-independent');
    expect(await refused(head, 'POST', decision, { ...upheld, reopening: { indicators: ['nonsense'], vetoes: false } })).toBe('round.unknown-indicator');
    expect(await typesOf(purchaseId)).toEqual(['round-opened', 'result-notified', 'appeal-filed']);
    await done(head, 'POST', decision, upheld);
    expect(await refused(head, 'POST', decision, upheld)).toBe('appeal.already-decided');

    const better = (percent: number) => ({ ...sheetOf(59), entries: { ...sheetOf(59).entries, finance: { kind: 'rating', value: percent } } });
    const path = `/evaluation-rounds/${roundId}/sheet`;
    expect(await refused(eva, 'PUT', path, sheetOf(60))).toBe('sheet.not-reopened');
    for (const person of [eva, pan]) {
      await done(person, 'PUT', path, better(100));
      await done(person, 'POST', `${path}/signature`);
    }
    expect(await resultsOf(roundId)).toMatchObject([
      { revision: 1, status: 'set-aside' },
      { revision: 2, status: 'published', grade: 'pass' },
    ]);
    expect(await typesOf(purchaseId)).toEqual(['round-opened', 'result-notified', 'appeal-filed', 'appeal-decided', 'round-opened', 'result-published']);
  });

  it('that is dismissed leaves the result as it is, final', async () => {
    const { purchaseId, roundId, result } = await notified(70);
    const appeal = await done<{ appealId: string }>(director, 'POST', `/evaluation-results/${result.resultId}/appeals`, { grounds: '不服' });
    expect(await refused(director, 'POST', `/evaluation-results/${result.resultId}/acceptance`)).toBe('result.already-final');
    await done(head, 'POST', `/evaluation-appeals/${appeal.appealId}/decision`, { outcome: 'dismissed', reasons: '理由不成立' });
    expect(await resultsOf(roundId)).toMatchObject([{ revision: 1, status: 'published', publishedBecause: 'appeal-dismissed' }]);
    expect((await typesOf(purchaseId)).slice(2)).toEqual(['appeal-filed', 'appeal-decided', 'result-published']);
  });
});

describe('a published result', () => {
  it('that turns out wrong is scored again, and the revision supersedes it (R59)', async () => {
    const { purchaseId, roundId, result } = await notified(85);
    const correction = { ground: '加总错误', reopening: { indicators: ['management'], vetoes: false }, due: DUE };
    expect(await refused(officer, 'POST', `/evaluation-results/${result.resultId}/correction`, correction)).toBe('result.not-published');
    await done(director, 'POST', `/evaluation-results/${result.resultId}/acceptance`);
    await done(officer, 'POST', `/evaluation-results/${result.resultId}/correction`, correction);
    // Whoever stays with the old scores signs them again.
    for (const person of [eva, pan]) await done(person, 'POST', `/evaluation-rounds/${roundId}/sheet/signature`);
    const second = (await resultsOf(roundId)).at(-1);
    expect(second).toMatchObject({ revision: 2, status: 'computed' });
    await done(officer, 'POST', `/evaluation-results/${second?.resultId}/notification`);
    await done(director, 'POST', `/evaluation-results/${second?.resultId}/acceptance`);
    expect(await resultsOf(roundId)).toMatchObject([{ revision: 1, status: 'superseded' }, { revision: 2, status: 'published' }]);
    const revised = (await service.published(purchaseId)).at(-1);
    expect(revised).toMatchObject({ type: 'evaluation.result-revised.v1', data: { revision: 2, supersedes: result.resultId } });
  });

  it('that failed is evaluated once more by the same panel after the rectification, also when it is corrected and rectified again (R109)', async () => {
    const { purchaseId, contractId, roundId: firstRound, result } = await notified(50);
    const published = await done<Result>(director, 'POST', `/evaluation-results/${result.resultId}/acceptance`);
    const due = published.rectificationDue ?? '';
    expect(due).not.toBe('');
    await service.hear(rectificationAccepted, purchaseId, accepted(contractId, result.resultId, due));
    const { id: roundId } = await eventually(async () => {
      const [round] = await service.query<{ id: string }>(`SELECT id FROM evaluation_round WHERE contract_id = $1 AND attempt = 2 AND status = 'open'`, [contractId]);
      if (!round) throw new Error('the re-evaluation is not open');
      return round;
    });
    await declare(roundId);
    for (const person of [eva, pan]) await score(roundId, person, 50);
    const [again] = await resultsOf(roundId);
    await done(officer, 'POST', `/evaluation-results/${again?.resultId}/notification`);
    const final = await done<Result>(director, 'POST', `/evaluation-results/${again?.resultId}/acceptance`);
    expect(final).toMatchObject({ grade: 'fail', status: 'published' });
    expect(final.rectificationDue).toBeUndefined();
    const plan = await done<{ rounds: { stage: string; attempt: number; evaluationCode: string }[]; overallScoreBp: number }>(officer, 'GET', `/evaluation-plans/${contractId}`);
    expect(plan.rounds.filter(({ evaluationCode }) => evaluationCode === 'mid-term').map(({ attempt, stage }) => [attempt, stage])).toEqual(
      expect.arrayContaining([
        [1, 'superseded'],
        [2, 'published'],
      ]),
    );
    expect(plan.overallScoreBp).toBe(final.scoreBp);
    await done(officer, 'POST', `/evaluation-results/${result.resultId}/correction`, { ground: '加总错误', reopening: { indicators: ['management'], vetoes: false }, due: DUE });
    for (const person of [eva, pan]) await done(person, 'POST', `/evaluation-rounds/${firstRound}/sheet/signature`);
    const revised = (await resultsOf(firstRound)).at(-1)?.resultId ?? '';
    for (const [person, act] of [[officer, 'notification'], [director, 'acceptance']] as const) await done(person, 'POST', `/evaluation-results/${revised}/${act}`);
    const second = accepted(contractId, revised, due);
    await service.hear(rectificationAccepted, purchaseId, second);
    await eventually(async () => expect(await service.query('SELECT stage FROM rectification WHERE id = $1', [second.rectificationId])).toEqual([{ stage: 'accepted' }]));
  });
});

const accepted = (contractId: string, resultId: string, due: string): DataOf<typeof rectificationAccepted> => ({
  rectificationId: newId(),
  projectId: newId(),
  contractId,
  agencyOrgId,
  resultId,
  evaluationCode: 'mid-term',
  attempt: 1,
  due,
  grade: 'fail',
});
