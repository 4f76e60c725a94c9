import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiled, resultPublished, resultRevised } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, rival, signedContract, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer, second = officer] = approvers;
const auditor = { sub: 'auditor', roles: ['auditor'] };
const leader = { sub: 'leader', roles: ['finance-leader'] };
const PATIENCE = { within: 20_000 };

interface Order {
  readonly orderId: string;
  readonly status: string;
  readonly contentHash: string;
  readonly missingVouchers: string[];
  readonly vouchers: { item: string; mandatory: boolean; proofs: { kind: string; id: string; shows?: string }[] }[];
  readonly requiredRoles: string[];
  readonly payBy: string;
  readonly lateDays?: number;
  readonly interestFen?: string;
}

/** What must be there before a signature counts, who must sign, and what lateness costs. */
describe('approving a payment', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const show = (orderId: string) => funding.must<Order>(first, 'GET', `/payment-orders/${orderId}`);
  const approve = (person: typeof first, { orderId, contentHash }: Pick<Order, 'orderId' | 'contentHash'>) => funding.call(person, 'POST', `/payment-orders/${orderId}/approvals`, { contentHash });
  const result = (contractId: string, revision: number, grade: 'good' | 'excellent') => ({
    resultId: '0198f0a0-0000-7000-8000-0000000000f1', revision, contractId, agencyOrgId: agency.org_id ?? '', evaluationCode: 'second', kind: 'spot-check' as const,
    attempt: 1, scoreBp: 8_500, grade, vetoes: [], templateId: newId(), templateVersion: 1, profileVersion: 'spec', roundId: newId(), publishedAt: NOW,
  });

  it('shows every item of the voucher pack with its proof, and hands it over with hashes (R118)', async () => {
    const { orderId, terms } = await orderedPayment(funding);
    const { vouchers, missingVouchers } = await show(orderId);
    expect(missingVouchers).toEqual([]);
    expect(vouchers.map(({ item, proofs }) => [item, proofs.length > 0])).toEqual([
      ['contract', true],
      ['acceptance-or-evaluation', false],
      ['supplier-request', true],
      ['invoice', true],
      ['payee-account', true],
      ['budget-indicator', true],
      ['payment-application', true],
      ['monthly-cost-list', false],
    ]);
    expect(vouchers[0]?.proofs[0]).toMatchObject({ kind: 'filing', shows: 'https://example.org/1' });
    const pack = await funding.must<{ items: { sha256: string }[]; packHash: string }>(auditor, 'GET', `/payment-orders/${orderId}/voucher-pack`);
    expect(pack).toMatchObject({ contractNo: terms.contractNo, missing: [], payee: { masked: '****0001' } });
    expect(pack.items.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
    expect((await funding.must<{ packHash: string }>(auditor, 'GET', `/payment-orders/${orderId}/voucher-pack`)).packHash).toBe(pack.packHash);
    expect((await funding.call(agency, 'GET', `/payment-orders/${orderId}/voucher-pack`)).status).toBe(403);
  });

  it('takes no approval while a mandatory item is missing, and takes it once it is there (R118)', async () => {
    // The third tranche asks for an evaluation only; the contract has not been announced.
    const { purchaseId, terms } = await signedContract(funding);
    const tranche = terms.tranches[2]?.trancheId ?? '';
    await funding.hear(resultPublished, purchaseId, result(terms.contractId, 1, 'good'));
    await funding.untilPublished(purchaseId, 'tranche-released');
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${tranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    const order = await show(orderId);
    expect(order.missingVouchers).toEqual(['contract']);
    expect(order.vouchers[1]?.proofs).toMatchObject([{ kind: 'evaluation', shows: 'good' }]);
    expect(await approve(first, order)).toMatchObject({ status: 409, body: { code: 'payment-order.voucher-missing', rule: 'R118', details: { missing: 'contract' } } });
    expect(await funding.query('SELECT 1 FROM payment_approval WHERE order_id = $1', [orderId])).toEqual([]);
    await funding.hear(contractFiled, purchaseId, { contractId: terms.contractId, filingNo: '备3', filedOn: '2026-03-02', noticeUrl: 'https://example.org/3' });
    await eventually(async () => expect(await show(orderId)).toMatchObject({ missingVouchers: [] }), PATIENCE);
    expect((await approve(first, order)).status).toBe(201);
  });

  it('is of no payment to an account that the agency has not registered itself, whatever the contract names (R118)', async () => {
    const order = await orderedPayment(funding, 1n, rival);
    expect(await show(order.orderId)).toMatchObject({ missingVouchers: ['payee-account'] });
    expect(await approve(first, order)).toMatchObject({ status: 409, body: { code: 'payment-order.voucher-missing', details: { missing: 'payee-account' } } });
  });

  it('is of what would be paid now: an order that its tranche does not bear any more is looked at again (R118)', async () => {
    const order = await orderedPayment(funding);
    await funding.query(`UPDATE tranche SET released_fen = released_fen - 1 WHERE id = $1`, [order.firstTranche]);
    expect(await approve(first, order)).toMatchObject({ status: 409, body: { code: 'payment-order.content-changed', rule: 'R118' } });
    await funding.query(`UPDATE tranche SET released_fen = released_fen + 1 WHERE id = $1`, [order.firstTranche]);
    expect((await approve(first, order)).status).toBe(201);
  });

  it('voids the order and its approvals when its evidence changes, and puts a new one before the approvers (R118)', async () => {
    const { purchaseId, terms } = await signedContract(funding);
    const tranche = terms.tranches[2]?.trancheId ?? '';
    await funding.hear(contractFiled, purchaseId, { contractId: terms.contractId, filingNo: '备4', filedOn: '2026-03-02', noticeUrl: 'https://example.org/4' });
    await funding.hear(resultPublished, purchaseId, result(terms.contractId, 1, 'good'));
    await eventually(async () => expect((await funding.published(purchaseId)).filter((type) => type === 'tranche-released')).toHaveLength(2), PATIENCE);
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${tranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    const order = await show(orderId);
    expect((await approve(first, order)).status).toBe(201);
    await funding.hear(resultRevised, purchaseId, { ...result(terms.contractId, 2, 'excellent'), supersedes: newId() });
    await eventually(async () => expect(await show(orderId)).toMatchObject({ status: 'void' }), PATIENCE);
    expect(await approve(second, order)).toMatchObject({ status: 409, body: { code: 'payment-order.not-awaiting-approval' } });
    const { items } = await funding.must<{ items: { trancheId: string; orderId: string; approvalsGiven: number }[] }>(first, 'GET', '/payment-orders?status=awaiting-approval&limit=100');
    const renewed = items.find(({ trancheId }) => trancheId === tranche);
    expect(renewed).toMatchObject({ approvalsGiven: 0 });
    expect((await show(renewed?.orderId ?? '')).contentHash).not.toBe(order.contentHash);
  });

  it('asks for the leader of the bureau from the threshold on, and nobody else can take that place (R70)', async () => {
    const order = await orderedPayment(funding, 2n);
    expect((await show(order.orderId)).requiredRoles).toEqual(['finance-approver', 'finance-approver', 'finance-leader']);
    expect((await approve(leader, order)).status).toBe(201);
    for (const person of [first, second]) expect((await approve(person, order)).body).toMatchObject({ requiredApprovals: 3 });
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    const other = await orderedPayment(funding, 2n);
    await approve(first, other);
    await approve(second, other);
    expect(await approve(approvers[2] ?? officer, other)).toMatchObject({ status: 403, body: { code: 'payment-order.role-not-awaited' } });
    // The same person under the leader's role.
    expect(await approve({ ...first, roles: ['finance-approver', 'finance-leader'] }, other)).toMatchObject({ status: 409, body: { code: 'payment-order.same-approver-twice' } });
    expect(await show(other.orderId)).toMatchObject({ status: 'awaiting-approval' });
  });

  it('counts late days and interest from the deadline, and lists the year’s arrears (R119, R120)', async () => {
    const late = await orderedPayment(funding);
    expect(await show(late.orderId)).toMatchObject({ payBy: '2026-04-01' });
    expect(await show(late.orderId)).not.toHaveProperty('lateDays');
    await funding.moveClock('2026-04-11T01:00:00.000Z');
    // 2,957,500.00 yuan at 0.05 % for ten days.
    expect(await show(late.orderId)).toMatchObject({ lateDays: 10, interestFen: '1478750' });
    const { items } = await funding.must<{ items: { trancheId?: string; subjectId: string; overdue: boolean }[] }>(officer, 'GET', '/stuck-money');
    expect(items).toContainEqual(expect.objectContaining({ trancheId: late.firstTranche, overdue: true }));
    const arrears = await funding.must<{ items: { orderId: string }[] }>(officer, 'GET', '/arrears?year=2026');
    expect(arrears).toMatchObject({ year: 2026, asOf: '2026-04-11', publishBy: '2027-03-31' });
    expect(arrears.items).toContainEqual(expect.objectContaining({ orderId: late.orderId, lateDays: 10, interestFen: '1478750', small: true }));
    expect(await funding.must(officer, 'GET', '/arrears?year=2025')).toMatchObject({ items: [], contracts: 0, unpaidFen: '0' });
    const { contentHash } = await show(late.orderId);
    for (const person of [first, second]) await approve(person, { orderId: late.orderId, contentHash });
    await funding.untilPublished(late.purchaseId, 'payment-settled');
    const after = await funding.must<{ items: { orderId: string; settledOn?: string }[] }>(officer, 'GET', '/arrears?year=2026');
    expect(after.items).toContainEqual(expect.objectContaining({ orderId: late.orderId, settledOn: '2026-04-11', interestFen: '1478750' }));
    expect(await funding.must({ sub: 'elsewhere', roles: ['auditor'], jurisdiction: '62' }, 'GET', '/arrears?year=2026')).toMatchObject({ items: [] });
  });

  it('takes the cost list of a month once, from the agency alone (R118)', async () => {
    const { terms, firstTranche } = await signedContract(funding);
    const list = { month: '2026-03', sha256: 'a'.repeat(64) };
    const add = (person: typeof first, body: object) => funding.call(person, 'POST', `/tranches/${firstTranche}/cost-lists`, body);
    expect((await add(agency, list)).status).toBe(201);
    expect(await add(agency, list)).toMatchObject({ status: 409, body: { code: 'cost-list.month-used', rule: 'R118' } });
    expect((await add(agency, { ...list, month: '2026-13' })).status).toBe(422);
    expect((await add(officer, list)).status).toBe(403);
    expect(await funding.query('SELECT month FROM cost_list WHERE contract_id = $1', [terms.contractId])).toEqual([{ month: '2026-03' }]);
  });
});
