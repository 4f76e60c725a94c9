import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { approvers, NOW, officer, startFunding, type Funding } from '../specs/funding-for-spec.js';

const auditor = { sub: 'auditor', roles: ['auditor'] };
const both = { ...officer, roles: ['finance-officer', 'finance-approver'] };
const [first = officer, second = officer] = approvers;
const line = { year: 2026, titleZh: '社区社会工作服务', source: 'district-budget', allowedUse: '社会工作', amountFen: '1000' };

interface Transfer {
  readonly transferId: string;
  readonly state: string;
  readonly requiredApprovals: number;
}

describe('a transfer between lines', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const open = async (over: object = {}) => (await funding.must<{ lineId: string }>(officer, 'POST', '/budget-lines', { ...line, ...over })).lineId;
  const ask = (fromLineId: string, toLineId: string, amountFen: string, person = officer) => funding.call(person, 'POST', '/line-transfers', { fromLineId, toLineId, amountFen, reason: '年中调剂' });
  const asked = async (fromLineId: string, toLineId: string, amountFen: string, person = officer) => (await ask(fromLineId, toLineId, amountFen, person)).body as Transfer;
  const approve = (person: typeof officer, { transferId }: Transfer) => funding.call(person, 'POST', `/line-transfers/${transferId}/approvals`);
  const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
  const standing = async (lineId: string) => {
    const { items } = await funding.must<{ items: { lineId: string; appropriatedFen: string; balances: { availableFen: string } }[] }>(officer, 'GET', '/budget-lines?year=2026');
    const found = items.find((item) => item.lineId === lineId);
    return [found?.appropriatedFen, found?.balances.availableFen];
  };

  it('moves nothing before another person approved it, then both lines at once (R124)', async () => {
    const [from, to] = [await open(), await open()];
    const transfer = await asked(from, to, '100', both);
    expect(transfer).toMatchObject({ state: 'requested', requiredApprovals: 1, mayApprove: false });
    expect([await standing(from), await standing(to)]).toEqual([['1000', '1000'], ['1000', '1000']]);
    expect(codeOf(await approve(both, transfer))).toBe('line-transfer.same-person');
    expect(await approve(first, transfer)).toMatchObject({ status: 201, body: { state: 'effected' } });
    expect([await standing(from), await standing(to)]).toEqual([['900', '900'], ['1100', '1100']]);
    expect(codeOf(await approve(second, transfer))).toBe('line-transfer.decided');
    expect([await funding.published(from), await funding.published(to)]).toEqual([['budget-line-opened', 'budget-line-changed'], ['budget-line-opened', 'budget-line-changed']]);
    const events = await funding.query(`SELECT DISTINCT event_id FROM ledger_transfer WHERE reason = 'line-transfer'`);
    expect(events).toHaveLength(1);
  });

  it('takes two people above the variance of the profile, small ones added up', async () => {
    const [from, to] = [await open(), await open()];
    await approve(first, await asked(from, to, '60'));
    const transfer = await asked(from, to, '60');
    expect(transfer.requiredApprovals).toBe(2);
    expect(await approve(first, transfer)).toMatchObject({ body: { state: 'requested' } });
    expect(codeOf(await approve(first, transfer))).toBe('line-transfer.same-person');
    expect(await approve(second, transfer)).toMatchObject({ body: { state: 'effected' } });
    expect(await standing(from)).toEqual(['880', '880']);
  });

  it('counts what is asked for already, so that nobody approves a large one alone in several small ones (R124)', async () => {
    const [from, to] = [await open(), await open()];
    const small = [];
    for (const amount of ['40', '40', '40']) small.push(await asked(from, to, amount));
    expect(small.map(({ requiredApprovals }) => requiredApprovals)).toEqual([1, 1, 2]);
    for (const transfer of small) await approve(first, transfer);
    expect(await standing(from)).toEqual(['920', '920']);
    const [one, other] = [await open(), await open()];
    const declined = await asked(one, other, '100');
    await funding.must(first, 'POST', `/line-transfers/${declined.transferId}/decline`, { reason: '不需要' });
    expect((await asked(one, other, '100')).requiredApprovals).toBe(1);
  });

  it('keeps money with its source, use, year and region, and what is bound bound (R115)', async () => {
    const from = await open();
    const elsewhere = { ...officer, jurisdiction: '510105' };
    const other = await funding.must<{ lineId: string }>(elsewhere, 'POST', '/budget-lines', line);
    const codes = [
      await ask(from, await open({ source: 'city-budget' }), '1'),
      await ask(from, await open({ allowedUse: '培训' }), '1'),
      await ask(from, await open({ year: 2027 }), '1'),
      await ask(from, from, '1'),
      await ask(from, await open(), '1001'),
      await ask(from, await open(), '0'),
      await ask(from, other.lineId, '1'),
      await ask(from, newId(), '1'),
    ].map(codeOf);
    expect(codes.map((code) => code?.split('.')[1])).toEqual(['other-source', 'other-use', 'other-year', 'same-line', 'below-bound', 'nothing', 'unknown-line', 'unknown-line']);
    expect(await standing(from)).toEqual(['1000', '1000']);
  });

  it('is refused when the money was bound meanwhile, and may be declined', async () => {
    const [from, to] = [await open(), await open()];
    const [transfer, again] = [await asked(from, to, '80'), await asked(from, to, '90')];
    await funding.must(officer, 'PUT', `/budget-lines/${from}/appropriation`, { amountFen: '85', revision: 1, reason: '调减' });
    await approve(second, again);
    expect(codeOf(await approve(first, again))).toBe('line-transfer.below-bound');
    expect(await funding.call(first, 'POST', `/line-transfers/${again.transferId}/decline`, { reason: '资金已另有安排' })).toMatchObject({ status: 200, body: { state: 'declined', declineReason: '资金已另有安排' } });
    expect(codeOf(await approve(first, again))).toBe('line-transfer.decided');
    expect(await approve(first, transfer)).toMatchObject({ body: { state: 'effected' } });
    expect([await standing(from), await standing(to)]).toEqual([['5', '5'], ['1080', '1080']]);
  });

  it('is moved once however many approve at the same time', async () => {
    const [from, to] = [await open(), await open()];
    const transfer = await asked(from, to, '100');
    const answers = await Promise.all(approvers.map((person) => approve(person, transfer)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await standing(to)).toEqual(['1100', '1100']);
  });

  it('cannot be approved by its requester straight through SQL, nor moved without approvals (R70)', async () => {
    const transfer = await asked(await open(), await open(), '1');
    await expect(funding.query(`INSERT INTO line_transfer_approval VALUES ($1, $2, '510104', $3)`, [transfer.transferId, officer.sub, NOW])).rejects.toThrow('may not approve');
    await expect(funding.query(`UPDATE line_transfer SET state = 'effected' WHERE id = $1`, [transfer.transferId])).rejects.toThrow('before all approvals');
    const { items } = await funding.must<{ items: Transfer[] }>(first, 'GET', '/line-transfers');
    expect(items.find(({ transferId }) => transferId === transfer.transferId)).toMatchObject({ mayApprove: true });
  });

  it('leaves the books right', async () => {
    expect(await funding.must(auditor, 'GET', '/ledger/verification')).toMatchObject({ discrepancies: [] });
    expect(await funding.must(auditor, 'GET', '/ledger/trial-balance')).toMatchObject({ totals: [{ balanceFen: '0' }, { balanceFen: '0' }] });
  });
});
