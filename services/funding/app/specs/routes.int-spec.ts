import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiled } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { agency, approvers, NOW, officer, orderedPayment, rival, signedContract, startFunding, type Funding } from './funding-for-spec.js';

const [approver = officer] = approvers;
const auditor = { sub: 'auditor', roles: ['auditor'] };
const elsewhere = { sub: 'officer-62', roles: ['finance-officer', 'finance-approver'], jurisdiction: '62' };
const line = { year: 2026, titleZh: '社区社会工作服务', source: 'district-budget', allowedUse: '社会工作', amountFen: '1000' };

/** What every route refuses, and that refusing changes nothing. */
describe('the routes of funding', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  /** Everything that could have changed. */
  const everything = async () =>
    (
      await funding.query<{ rows: string }>(
        `SELECT concat_ws('/', (SELECT count(*) FROM fact), (SELECT count(*) FROM ledger_transfer), (SELECT count(*) FROM budget_line), (SELECT count(*) FROM payee_account),
           (SELECT count(*) FROM payment_request), (SELECT count(*) FROM payment_approval), (SELECT count(*) FROM payment_attempt), (SELECT count(*) FROM idempotency_key)) AS rows`,
      )
    )[0]?.rows;
  type Call = [Parameters<Funding['call']>[0], string, string, unknown];
  const refusedWith = async ([person, method, path, body]: Call) => {
    const before = await everything();
    const answer = await funding.call(person, method, path, body);
    expect(await everything()).toBe(before);
    const problem = answer.body as { code?: string; rule?: string; messages?: { zh: string }; errors?: { field: string }[] };
    expect(problem.messages?.zh).toMatch(/\p{Script=Han}/u);
    return { status: answer.status, code: problem.code, fields: problem.errors?.map(({ field }) => field) };
  };

  it.each([
    ['an amount that is none', [officer, 'POST', '/budget-lines', { ...line, amountFen: '1.50' }], 422, 'request.invalid-body'],
    ['an unknown field', [officer, 'POST', '/budget-lines', { ...line, extra: 1 }], 422, 'request.invalid-body'],
    ['an empty line', [officer, 'POST', '/budget-lines', { ...line, amountFen: '0' }], 422, 'budget-line.nothing-appropriated'],
    ['a line opened by a purchaser', [{ sub: 'p', roles: ['purchaser'] }, 'POST', '/budget-lines', line], 403, 'request.forbidden'],
    ['a change of a line that is not there', [officer, 'PUT', `/budget-lines/${newId()}/appropriation`, { amountFen: '1', revision: 1, reason: 'x' }], 404, 'budget-line.unknown'],
    ['an account with letters that no account has', [agency, 'POST', '/payee-accounts', { accountNumber: '六二二二' }], 422, 'request.invalid-body'],
    ['an account of no organisation', [{ sub: 'x', roles: ['agency'] }, 'POST', '/payee-accounts', { accountNumber: 'AGENCY-0001' }], 403, 'payee-account.no-organisation'],
    ['a request for an unknown tranche', [agency, 'POST', `/tranches/${newId()}/payment-request`, { invoiceRef: '1', invoiceDate: '2026-03-02' }], 404, 'payment-request.unknown-tranche'],
    ['an invoice on a day that is none', [agency, 'POST', `/tranches/${newId()}/payment-request`, { invoiceRef: '1', invoiceDate: '2026-02-30' }], 422, 'request.invalid-body'],
    ['an approval of nothing', [approver, 'POST', `/payment-orders/${newId()}/approvals`, { contentHash: 'a'.repeat(64) }], 404, 'payment-order.unknown'],
    ['an id that is none', [approver, 'POST', '/payment-orders/1/approvals', { contentHash: 'a'.repeat(64) }], 400, 'request.invalid-parameters'],
    ['a decline without a reason', [approver, 'POST', `/payment-orders/${newId()}/decline`, {}], 422, 'request.invalid-body'],
    ['a clearance of nothing', [officer, 'POST', `/suspense-entries/${newId()}/clearance`, { explanation: 'x' }], 404, 'suspense.unknown'],
    ['the books to an agency', [agency, 'GET', '/ledger/trial-balance', undefined], 403, 'request.forbidden'],
    ['a cursor that was not made here', [approver, 'GET', '/payment-orders?after=x', undefined], 400, 'request.invalid-parameters'],
  ] as [string, Call, number, string][])('refuse %s', async (_what, call, status, code) => {
    expect(await refusedWith(call)).toMatchObject({ status, code });
  });

  it('show an agency nothing of another one, and a region nothing of another one', async () => {
    const { firstTranche, terms, purchaseId } = await signedContract(funding);
    const request = { invoiceRef: newId(), invoiceDate: '2026-03-02' };
    expect(await refusedWith([rival, 'POST', `/tranches/${firstTranche}/payment-request`, request])).toMatchObject({ status: 404, code: 'payment-request.unknown-tranche' });
    for (const person of [rival, elsewhere]) {
      expect(await funding.must(person, 'GET', `/contracts/${terms.contractId}/tranches`)).toEqual({ items: [] });
      expect(await funding.must(person, 'GET', '/stuck-money')).toEqual({ items: [] });
    }
    expect(await funding.must(elsewhere, 'GET', '/budget-lines')).toEqual({ thisYear: 2026, items: [] });
    expect(await funding.must(elsewhere, 'GET', '/budget-years/2025/closing')).toEqual({ year: 2025, thisYear: 2026, surplus: { afterYears: 2, source: expect.stringContaining('预算法') }, items: [] });
    expect(await funding.must(elsewhere, 'GET', '/ledger/trial-balance')).toMatchObject({ rows: [] });
    const own = await funding.must<{ contracts: { tranches: unknown[] }[] }>(agency, 'GET', `/purchases/${purchaseId}/money`);
    expect(own.contracts[0]?.tranches).toHaveLength(4);
    expect(own).not.toHaveProperty('reservation');
  });

  it('take a command once under one Idempotency-Key, and nothing else under it', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await funding.call(officer, 'POST', '/budget-lines', line, key);
    expect(await funding.call(officer, 'POST', '/budget-lines', line, key)).toEqual(first);
    expect(await funding.call(officer, 'POST', '/budget-lines', { ...line, amountFen: '2' }, key)).toMatchObject({ status: 409, body: { code: 'idempotency.key-reused' } });
  });

  it('change a line by what is available, and tell who was slower', async () => {
    const { lineId } = await funding.must<{ lineId: string }>(officer, 'POST', '/budget-lines', line);
    const changed = await funding.must(officer, 'PUT', `/budget-lines/${lineId}/appropriation`, { amountFen: '1500', revision: 1, reason: '追加' });
    expect(changed).toMatchObject({ appropriatedFen: '1500', revision: 2, balances: { availableFen: '1500' } });
    expect(await refusedWith([officer, 'PUT', `/budget-lines/${lineId}/appropriation`, { amountFen: '1', revision: 1, reason: 'x' }])).toMatchObject({ status: 409, code: 'budget-line.changed-meanwhile' });
    expect(await funding.published(lineId)).toEqual(['budget-line-opened', 'budget-line-changed']);
  });

  it('show an approver everything that is signed, and of the account its last four characters', async () => {
    const { orderId, contentHash, terms } = await orderedPayment(funding);
    const order = await funding.must<{ payee: { masked: string }; evidenceIds: string[] }>(approver, 'GET', `/payment-orders/${orderId}`);
    expect(order).toMatchObject({ contentHash, contractNo: terms.contractNo, amountCapitals: '贰佰玖拾伍万柒仟伍佰元整', mayApprove: true, requiredApprovals: 2, payee: { masked: '****0001' } });
    expect(order.evidenceIds).toHaveLength(1);
    expect(JSON.stringify(order)).not.toContain('AGENCY-0001');
    const { items } = await funding.must<{ items: { orderId: string }[] }>(approver, 'GET', '/payment-orders?status=awaiting-approval&limit=100');
    expect(items.map((item) => item.orderId)).toContain(orderId);
    expect(await refusedWith([agency, 'GET', `/payment-orders/${orderId}`, undefined])).toMatchObject({ status: 403 });
    expect(JSON.stringify(await funding.query('SELECT encode(sealed, $1) AS sealed FROM payee_account', ['escape']))).not.toContain('AGENCY');
  });

  it('say of stuck money on whom it waits, and tell it once when it waits too long', async () => {
    const { purchaseId, firstTranche, terms } = await signedContract(funding);
    const { items } = await funding.must<{ items: { trancheId: string }[] }>(officer, 'GET', '/stuck-money');
    expect(items.filter(({ trancheId }) => trancheId === firstTranche)).toMatchObject([{ stage: 'committed', owner: 'purchaser', contractId: terms.contractId, overdue: false, waitingFor: [{ condition: 'contract-filed', rule: 'R122' }] }]);
    await funding.moveClock('2026-03-20T01:00:00.000Z');
    const told = async () => (await funding.published(purchaseId)).filter((type) => type.startsWith('stuck-money'));
    // Only the first tranche: the others wait for work that is still to be done.
    expect(await told()).toEqual(['stuck-money-raised']);
    await funding.moveClock('2026-03-25T01:00:00.000Z');
    expect(await told()).toEqual(['stuck-money-raised']);
    await funding.hear(contractFiled, purchaseId, { contractId: terms.contractId, filingNo: '备〔2026〕9号', filedOn: '2026-03-25', noticeUrl: 'https://example.org/9' });
    await funding.untilPublished(purchaseId, 'tranche-released');
    await funding.moveClock('2026-03-26T01:00:00.000Z');
    expect(await told()).toEqual(['stuck-money-raised', 'stuck-money-cleared']);
  });

  it('find the books right', async () => {
    expect(await funding.must(auditor, 'GET', '/ledger/verification')).toMatchObject({ discrepancies: [] });
  });
});
