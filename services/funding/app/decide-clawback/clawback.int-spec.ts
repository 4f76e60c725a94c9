import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, rival, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer, second = officer] = approvers;
const CLAIM = { ground: 'vacancy', amountFen: '10000000', statement: '岗位空缺 62 日，按约扣回。', evidenceIds: [newId()] };

interface View {
  readonly caseId: string;
  readonly status: string;
  readonly paymentReference: string;
  readonly refundAccount: string;
  readonly replyUntil: string;
  readonly refundedFen: string;
  readonly proposals: { readonly proposalId: string; readonly mayDecide: boolean }[];
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
  const reply = ({ caseId }: Pick<View, 'caseId'>) => funding.must<View>(agency, 'POST', `/clawbacks/${caseId}/reply`, { text: '空缺期间已安排替班。' });
  const decide = ({ caseId }: View, body: object) => funding.conclude<View>(caseId, body);
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
      [officer, `${path}/proposals`, { verdict: 'approve', reason: 'x' }, 409, 'clawback.reply-period-open'],
      [first, `${path}/proposals`, { verdict: 'approve', reason: 'x' }, 403, 'request.forbidden'],
    ] as const;
    for (const [person, where, body, status, code] of refusals) {
      expect(await funding.call(person, 'POST', where, body)).toMatchObject({ status, body: { code } });
    }
    await reply(raised);
    const another = { sub: 'finance-officer-2', roles: ['finance-officer', 'finance-approver'] };
    expect(await funding.call(another, 'POST', `${path}/proposals`, { verdict: 'reduce', amountFen: '100', reason: 'x' })).toMatchObject({ status: 422, body: { code: 'clawback.not-below-claim' } });
    const { proposals } = await funding.must<View>(another, 'POST', `${path}/proposals`, { verdict: 'waive', reason: '已替班' });
    expect(await funding.call(officer, 'POST', `${path}/proposals`, { verdict: 'approve', reason: 'x' })).toMatchObject({ status: 409, body: { code: 'clawback.proposal-open' } });
    const decision = (person: typeof officer, verdict: string) => funding.call(person, 'POST', `/clawback-proposals/${proposals[0]?.proposalId}/decision`, { verdict, reason: 'x' });
    // The same person under a second role: who raised it, and who proposes to give it up.
    expect(await decision(both, 'approve')).toMatchObject({ status: 403, body: { code: 'clawback.raiser-may-not-decide', rule: 'R123' } });
    for (const verdict of ['approve', 'decline']) expect(await decision(another, verdict)).toMatchObject({ status: 403, body: { code: 'clawback.proposer-may-not-approve', rule: 'R123' } });
    expect(await decision({ sub: 'officer-62', roles: ['finance-approver'], jurisdiction: '62' }, 'approve')).toMatchObject({ status: 404, body: { code: 'clawback.unknown-proposal' } });
    expect(await decision(first, 'decline')).toMatchObject({ status: 200, body: { status: 'awaiting-decision', dueFen: '0', proposals: [{ state: 'declined' }] } });
    expect(await decision(first, 'approve')).toMatchObject({ status: 409, body: { code: 'clawback.proposal-decided' } });
    expect(await decide(raised, { verdict: 'waive' })).toMatchObject({ status: 'waived', dueFen: '0', proposals: [{ state: 'declined' }, { state: 'approved' }], decision: { verdict: 'waive', reason: '核实', by: first.sub } });
    expect(await funding.must(rival, 'GET', '/clawbacks')).toEqual({ items: [] });
  });

  it('takes the leader too where the claim is large, and counts no person twice', async () => {
    const large = await orderedPayment(funding, 2n);
    await funding.approve(large);
    const leader = { sub: 'finance-leader', roles: ['finance-leader', 'finance-approver'] };
    await funding.must(leader, 'POST', `/payment-orders/${large.orderId}/approvals`, { contentHash: large.contentHash });
    await funding.untilPublished(large.purchaseId, 'payment-settled');
    const raised = await funding.must<View>(officer, 'POST', `/tranches/${large.firstTranche}/clawbacks`, { ...CLAIM, amountFen: '500000000' });
    await reply(raised);
    const { proposals } = await funding.must<View>(officer, 'POST', `/clawbacks/${raised.caseId}/proposals`, { verdict: 'reduce', amountFen: '1', reason: '核实' });
    const approve = (person: typeof officer) => funding.call(person, 'POST', `/clawback-proposals/${proposals[0]?.proposalId}/decision`, { verdict: 'approve', reason: '同意' });
    expect(await approve(first)).toMatchObject({ status: 200, body: { status: 'awaiting-decision', dueFen: '0', proposals: [{ state: 'proposed', approvals: [{ by: first.sub, role: 'finance-approver' }], mayDecide: false }] } });
    expect(await approve({ ...first, roles: ['finance-approver', 'finance-leader'] })).toMatchObject({ status: 409, body: { code: 'clawback.same-approver-twice', rule: 'R70' } });
    expect(await approve(second)).toMatchObject({ status: 403, body: { code: 'clawback.role-not-awaited', rule: 'R70' } });
    expect(await approve(leader)).toMatchObject({ status: 200, body: { status: 'awaiting-refund', dueFen: '1', proposals: [{ state: 'approved' }] } });
    expect((await funding.published(large.purchaseId)).filter((type) => type.startsWith('clawback'))).toEqual(['clawback-raised', 'clawback-replied', 'clawback-decided']);
    await sound();
  });

  it('lets PostgreSQL refuse a decision by whoever raised it, one before the agency was heard, and an edited claim', async () => {
    const { caseId } = await raise('100');
    const change = (set: string) => funding.asApp(`UPDATE clawback_case SET ${set} WHERE id = '${caseId}'`);
    await expect(change(`verdict = 'approve', due_fen = 100, status = 'awaiting-refund', decided_by = 'finance-officer', decided_at = '2026-05-01'`)).rejects.toThrow('clawback_decided_by_another');
    await expect(change(`verdict = 'approve', due_fen = 100, status = 'awaiting-refund', decided_by = 'one', decided_at = '2026-03-03'`)).rejects.toThrow('clawback_agency_heard');
    await expect(change(`due_fen = 100, status = 'awaiting-refund'`)).rejects.toThrow('clawback_due_is_decided');
    await expect(change(`claimed_fen = 1`)).rejects.toThrow('permission denied');
    // However well it was heard: nothing is given up, and nothing asked back, that one person proposed and nobody else approved.
    const decided = (verdict: string, due: number) => change(`verdict = '${verdict}', due_fen = ${due}, status = '${due > 0 ? 'awaiting-refund' : 'waived'}', decided_by = 'one', decided_at = '2026-05-01'`);
    await reply({ caseId });
    const { proposals } = await funding.must<View>(officer, 'POST', `/clawbacks/${caseId}/proposals`, { verdict: 'reduce', amountFen: '40', reason: '核实' });
    for (const [verdict, due] of [['waive', 0], ['approve', 100], ['reduce', 40]] as const) await expect(decided(verdict, due)).rejects.toThrow('as one person proposed and others approved');
    const approve = (approver: string, role = 'finance-approver') =>
      funding.asApp(`INSERT INTO clawback_approval (proposal_id, approver, role, jurisdiction, reason, approved_at) VALUES ('${proposals[0]?.proposalId}', '${approver}', '${role}', '510104', 'x', '2026-05-01')`);
    await expect(approve('finance-officer')).rejects.toThrow('may not approve that');
    await expect(approve('one', 'finance-leader')).rejects.toThrow('no approval in the role finance-leader is awaited');
    await expect(approve('service:funding')).rejects.toThrow('clawback_approval_approver_check');
    await approve('one');
    await expect(decided('reduce', 39)).rejects.toThrow('as one person proposed and others approved');
    await expect(approve('two')).rejects.toThrow('no approval in the role finance-approver is awaited');
    await expect(funding.asApp(`DELETE FROM clawback_approval`)).rejects.toThrow('permission denied');
    await decided('reduce', 40);
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
