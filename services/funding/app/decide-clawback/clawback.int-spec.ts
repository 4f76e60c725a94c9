import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, rival, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer] = approvers;
const CLAIM = { ground: 'vacancy', amountFen: '10000000', statement: '岗位空缺 62 日，按约扣回。', evidenceIds: [newId()] };

interface View {
  readonly caseId: string;
  readonly status: string;
  readonly paymentReference: string;
  readonly refundAccount: string;
  readonly replyUntil: string;
  readonly refundedFen: string;
}

/** Paid money asked back, from the notice to the receipt on the statement, over HTTP and a real treasury (R123). */
describe('asking paid money back', () => {
  let funding: Funding;
  let paid: Awaited<ReturnType<typeof orderedPayment>>;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
    paid = await orderedPayment(funding);
    await funding.approve(paid);
    await funding.untilPublished(paid.purchaseId, 'payment-settled');
  });
  afterAll(() => funding.close());

  const raise = (amountFen = CLAIM.amountFen) => funding.must<View>(officer, 'POST', `/tranches/${paid.firstTranche}/clawbacks`, { ...CLAIM, amountFen });
  const reply = ({ caseId }: View) => funding.must<View>(agency, 'POST', `/clawbacks/${caseId}/reply`, { text: '空缺期间已安排替班。' });
  const decide = ({ caseId }: View, body: object) => funding.must<View>(first, 'POST', `/clawbacks/${caseId}/decision`, { reason: '核实', ...body });
  const show = ({ caseId }: View) => funding.must<View>(agency, 'GET', `/clawbacks/${caseId}`);
  const pay = (endToEndId: string, amountFen: string) =>
    funding.treasury.ask('POST', '/payments', { endToEndId, debtorAccount: 'AGENCY-0001', creditorAccount: 'treasury-510104', amountFen, currency: 'CNY', executionDate: '2026-03-02' });
  const line = async () => {
    const { items } = await funding.must<{ items: { balances: { availableFen: string; disbursedFen: string } }[] }>(officer, 'GET', '/budget-lines');
    return items[0]?.balances;
  };
  const sound = async () => {
    const { totals } = await funding.must<{ totals: unknown }>(officer, 'GET', '/ledger/trial-balance');
    expect(totals).toEqual([{ book: 'budget', balanceFen: '0' }, { book: 'cash', balanceFen: '0' }]);
    expect(await funding.must({ sub: 'auditor', roles: ['auditor'] }, 'GET', '/ledger/verification')).toMatchObject({ discrepancies: [] });
  };

  it('hears the agency, is decided by another, and settled by the statement; parts add up and the excess is suspended', async () => {
    const before = await line();
    const raised = await raise();
    expect(raised).toMatchObject({ status: 'awaiting-reply', replyUntil: '2026-03-16', refundAccount: 'treasury-510104' });
    await reply(raised);
    expect(await decide(raised, { verdict: 'reduce', amountFen: '6000000' })).toMatchObject({ status: 'awaiting-refund', dueFen: '6000000', refundUntil: '2026-04-01' });
    await pay(raised.paymentReference, '4000000');
    await eventually(async () => expect(await show(raised)).toMatchObject({ refundedFen: '4000000', status: 'awaiting-refund' }), { within: 20_000 });
    // A second transfer bears another end-to-end id with the same reference in it.
    await pay(`${raised.paymentReference}2`, '2500000');
    await eventually(async () => expect(await show(raised)).toMatchObject({ refundedFen: '6000000', status: 'settled' }), { within: 20_000 });
    const told = await funding.published(paid.purchaseId);
    expect(told.filter((type) => type.startsWith('clawback'))).toEqual(['clawback-raised', 'clawback-replied', 'clawback-decided', 'clawback-settled']);
    const { items } = await funding.must<{ items: { amountFen: string; reason: string }[] }>(officer, 'GET', '/suspense-entries?limit=100');
    expect(items).toContainEqual(expect.objectContaining({ amountFen: '500000', reason: 'amount-differs' }));
    const after = await line();
    expect(BigInt(after?.availableFen ?? 0) - BigInt(before?.availableFen ?? 0)).toBe(6_000_000n);
    expect(BigInt(before?.disbursedFen ?? 0) - BigInt(after?.disbursedFen ?? 0)).toBe(6_000_000n);
    expect(await funding.query(`SELECT stage, released_fen FROM tranche WHERE id = $1`, [paid.firstTranche])).toEqual([{ stage: 'disbursed', released_fen: '295750000' }]);
    await sound();
  });

  it('suspends a refund of a case that is not decided, or of none', async () => {
    const raised = await raise('1');
    await pay(raised.paymentReference, '7');
    await pay('CB0198f0a0000070008000000000000c01', '8');
    await eventually(async () => {
      const { items } = await funding.must<{ items: { amountFen: string; reason: string }[] }>(officer, 'GET', '/suspense-entries?limit=100');
      expect(items).toContainEqual(expect.objectContaining({ amountFen: '7', reason: 'not-expected' }));
      expect(items).toContainEqual(expect.objectContaining({ amountFen: '8', reason: 'unknown-payment' }));
    }, { within: 20_000 });
    expect(await show(raised)).toMatchObject({ refundedFen: '0', status: 'awaiting-reply' });
    await sound();
  });

  it('refuses what is out of turn, and changes nothing', async () => {
    const raised = await raise('100');
    const path = `/clawbacks/${raised.caseId}`;
    const both = { ...officer, roles: ['finance-officer', 'finance-approver'] };
    const refusals = [
      [officer, `/tranches/${paid.firstTranche}/clawbacks`, { ...CLAIM, amountFen: '295750001' }, 409, 'clawback.more-than-paid'],
      [officer, `/tranches/${paid.firstTranche}/clawbacks`, { ...CLAIM, evidenceIds: [] }, 422, 'request.invalid-body'],
      [officer, `/tranches/${paid.terms.tranches[1]?.trancheId}/clawbacks`, CLAIM, 409, 'clawback.not-paid'],
      [first, `/tranches/${paid.firstTranche}/clawbacks`, CLAIM, 403, 'request.forbidden'],
      [rival, `${path}/reply`, { text: 'x' }, 404, 'clawback.unknown'],
      [first, `${path}/decision`, { verdict: 'approve', reason: 'x' }, 409, 'clawback.reply-period-open'],
    ] as const;
    for (const [person, where, body, status, code] of refusals) {
      expect(await funding.call(person, 'POST', where, body)).toMatchObject({ status, body: { code } });
    }
    await reply(raised);
    // The same person under a second role.
    expect(await funding.call(both, 'POST', `${path}/decision`, { verdict: 'waive', reason: 'x' })).toMatchObject({ status: 403, body: { code: 'clawback.raiser-may-not-decide', rule: 'R123' } });
    expect(await decide(raised, { verdict: 'waive' })).toMatchObject({ status: 'waived', dueFen: '0' });
    expect(await funding.must(rival, 'GET', '/clawbacks')).toEqual({ items: [] });
  });

  it('lets PostgreSQL refuse a decision by whoever raised it, one before the agency was heard, and an edited claim', async () => {
    const { caseId } = await raise('100');
    const change = (set: string) => funding.asApp(`UPDATE clawback_case SET ${set} WHERE id = '${caseId}'`);
    await expect(change(`verdict = 'approve', due_fen = 100, status = 'awaiting-refund', decided_by = 'finance-officer', decided_at = '2026-05-01'`)).rejects.toThrow('clawback_decided_by_another');
    await expect(change(`verdict = 'approve', due_fen = 100, status = 'awaiting-refund', decided_by = 'one', decided_at = '2026-03-03'`)).rejects.toThrow('clawback_agency_heard');
    await expect(change(`due_fen = 100, status = 'awaiting-refund'`)).rejects.toThrow('clawback_due_is_decided');
    await expect(change(`claimed_fen = 1`)).rejects.toThrow('permission denied');
    await expect(funding.asApp(`DELETE FROM clawback_refund`)).rejects.toThrow('permission denied');
  });

  it('lets a refund of a later year lapse, since its budget is closed', async () => {
    const raised = await raise('900');
    await reply(raised);
    await decide(raised, { verdict: 'approve' });
    await funding.moveClock('2027-01-05T01:00:00.000Z');
    expect(await show(raised)).toMatchObject({ overdue: true });
    await pay(raised.paymentReference, '900');
    await eventually(async () => expect(await show(raised)).toMatchObject({ status: 'settled' }), { within: 20_000 });
    const { rows } = await funding.must<{ rows: { stage: string; balanceFen: string }[] }>(officer, 'GET', '/ledger/trial-balance');
    expect(rows.filter(({ stage }) => stage === 'lapsed').map(({ balanceFen }) => balanceFen)).toEqual(['900']);
    await sound();
  });
});
