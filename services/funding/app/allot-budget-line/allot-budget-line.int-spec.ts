import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { NOW, officer, startFunding, type Funding } from '../specs/funding-for-spec.js';

const auditor = { sub: 'auditor', roles: ['auditor'] };
const line = { year: 2026, titleZh: '社区社会工作服务', source: 'district-budget', allowedUse: '社会工作', amountFen: '1000' };

interface Line {
  readonly lineId: string;
  readonly revision: number;
  readonly balances: Record<string, string>;
}

describe('a budget line that is allotted in parts', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const open = (over: object) => funding.must<Line>(officer, 'POST', '/budget-lines', { ...line, ...over });
  const allot = (lineId: string, amountFen: string, revision: number) =>
    funding.call(officer, 'POST', `/budget-lines/${lineId}/allotments`, { amountFen, revision, reason: '季度用款计划' });
  const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

  it('is available as it is allotted by quarter, and never beyond its appropriation (R115)', async () => {
    const { lineId, balances } = await open({ allotment: 'in-parts' });
    expect(balances).toMatchObject({ unallottedFen: '1000', availableFen: '0' });
    expect((await allot(lineId, '250', 1)).body).toMatchObject({ revision: 2, appropriatedFen: '1000', balances: { unallottedFen: '750', availableFen: '250' } });
    expect(await allot(lineId, '751', 2)).toMatchObject({ status: 409, body: { code: 'budget-line.over-allotted', rule: 'R115' } });
    expect((await allot(lineId, '750', 2)).body).toMatchObject({ balances: { unallottedFen: '0', availableFen: '1000' } });
    expect(codeOf(await allot(lineId, '1', 3))).toBe('budget-line.over-allotted');
    expect(await funding.published(lineId)).toEqual(['budget-line-opened', 'budget-line-allotted', 'budget-line-allotted']);
  });

  it('is allotted once by two officers who saw the same line', async () => {
    const { lineId } = await open({ allotment: 'in-parts' });
    const answers = await Promise.all([allot(lineId, '400', 1), allot(lineId, '400', 1)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(codeOf(await allot(newId(), '1', 1))).toBe('budget-line.unknown');
  });

  it('grows by what is still to be allotted, and shrinks by that first', async () => {
    const { lineId } = await open({ allotment: 'in-parts' });
    await allot(lineId, '600', 1);
    const change = (amountFen: string, revision: number) => funding.must<Line>(officer, 'PUT', `/budget-lines/${lineId}/appropriation`, { amountFen, revision, reason: '调整' });
    expect((await change('1200', 2)).balances).toMatchObject({ unallottedFen: '600', availableFen: '600' });
    expect((await change('500', 3)).balances).toMatchObject({ unallottedFen: '0', availableFen: '500' });
  });

  it('is opened for nothing that its source is not there for, nor above the formula of its fund (R127, R128)', async () => {
    const refused = async (over: object) => codeOf(await funding.call(officer, 'POST', '/budget-lines', { ...line, ...over }));
    expect(await refused({ source: 'welfare-lottery', uses: ['training'] })).toBe('budget-line.use-beyond-source');
    const fund = { source: 'guarantee-fund', community: { kind: 'urban', residents: 3_000 } };
    expect(await refused({ ...fund, amountFen: '14500001' })).toBe('budget-line.above-formula');
    expect(await open({ ...fund, amountFen: '14500000', uses: ['micro-project'] })).toMatchObject({ uses: ['micro-project'], originYear: 2026 });
  });

  it('leaves the books right', async () => {
    expect(await funding.must(auditor, 'GET', '/ledger/verification')).toMatchObject({ discrepancies: [] });
    expect(await funding.must(auditor, 'GET', '/ledger/trial-balance')).toMatchObject({ totals: [{ balanceFen: '0' }, { balanceFen: '0' }] });
  });
});
