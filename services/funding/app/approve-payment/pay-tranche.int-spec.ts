import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiled, contractTerminated } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, signedContract, signedStatus, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer, second = officer, third = officer] = approvers;

/** From the released tranche to the statement entry, over HTTP, Kafka, Redis and a treasury process with bad manners. */
describe('paying a tranche', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  type Ordered = Awaited<ReturnType<typeof orderedPayment>>;
  const approve = (person: typeof first, { orderId, contentHash }: Pick<Ordered, 'orderId' | 'contentHash'>) =>
    funding.call(person, 'POST', `/payment-orders/${orderId}/approvals`, { contentHash });
  const approveTwice = async (order: Ordered) => {
    expect((await approve(first, order)).status).toBe(201);
    expect(await approve(second, order)).toMatchObject({ status: 201, body: { status: 'in-transit', approvalsGiven: 2 } });
  };
  const agencyBalance = async () => BigInt(String((await funding.treasury.ask('GET', '/accounts/AGENCY-0001'))['balanceFen']));
  const orderStatus = async (orderId: string) => (await funding.query<{ status: string }>('SELECT status FROM payment_order WHERE id = $1', [orderId]))[0]?.status;
  const inTransit = async () => (await funding.query<{ fen: string }>(`SELECT coalesce(sum(balance_fen), 0)::text AS fen FROM holding_account WHERE stage = 'in-transit'`))[0]?.fen;

  it('is approved by two others, sent once, and settled by the statement', async () => {
    const order = await orderedPayment(funding);
    const before = await agencyBalance();
    await approveTwice(order);
    const told = await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect(told).toEqual([
      'budget-reserved',
      'commitment-recorded',
      'reservation-released',
      'tranche-released',
      'payment-requested',
      'payment-ordered',
      'payment-approval-given',
      'payment-approval-given',
      'payment-instructed',
      'payment-settled',
    ]);
    expect((await agencyBalance()) - before).toBe(295_750_000n);
    expect(await orderStatus(order.orderId)).toBe('settled');
    expect(await funding.query(`SELECT state FROM payment_request WHERE tranche_id = $1`, [order.firstTranche])).toEqual([{ state: 'paid' }]);
    expect(await inTransit()).toBe('0');
    const { totals } = await funding.must<{ totals: unknown }>(officer, 'GET', '/ledger/trial-balance');
    expect(totals).toEqual([{ book: 'budget', balanceFen: '0' }, { book: 'cash', balanceFen: '0' }]);
    const { items } = await funding.must<{ items: { reason: string }[] }>(officer, 'GET', `/ledger/transfers?purchaseId=${order.purchaseId}`);
    expect([...new Set(items.map(({ reason }) => reason))]).toEqual(['reserved', 'committed', 'reservation-released', 'released', 'instructed', 'settled']);
  });

  it('is refused to whoever asked, to one person twice, and under another hash; nothing changes', async () => {
    const order = await orderedPayment(funding);
    const requester = { ...agency, roles: ['agency', 'finance-approver'] };
    expect(await approve(requester, order)).toMatchObject({ status: 403, body: { code: 'payment-order.requester-may-not-approve' } });
    expect(await approve(first, { ...order, contentHash: 'f'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'payment-order.content-changed', rule: 'R118' } });
    expect(await approve(officer, order)).toMatchObject({ status: 403 });
    expect((await funding.query('SELECT 1 FROM payment_approval WHERE order_id = $1', [order.orderId])).length).toBe(0);
    await approve(first, order);
    expect(await approve(first, order)).toMatchObject({ status: 409, body: { code: 'payment-order.same-approver-twice' } });
    expect(await orderStatus(order.orderId)).toBe('awaiting-approval');
  });

  it('takes simultaneous approvals of three people one after the other, and instructs once', async () => {
    const order = await orderedPayment(funding);
    const answers = await Promise.all([approve(first, order), approve(second, order), approve(third, order)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409]);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-instructed')).toHaveLength(1);
  });

  it('lets one of approval and decline win', async () => {
    const order = await orderedPayment(funding);
    await approve(first, order);
    const [approved, declined] = await Promise.all([
      approve(second, order),
      funding.call(third, 'POST', `/payment-orders/${order.orderId}/decline`, { reason: '发票抬头不符' }),
    ]);
    expect([approved.status < 300, declined.status < 300].filter(Boolean)).toHaveLength(1);
    expect([approved.status, declined.status]).toContain(409);
  });

  it('is unknown when the treasury pays and stays silent, is enquired, and paid once', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'pays-then-times-out' });
    const before = await agencyBalance();
    await approveTwice(order);
    const told = await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect((await agencyBalance()) - before).toBe(295_750_000n);
    expect(told.filter((type) => type === 'payment-instructed')).toHaveLength(1);
  });

  it('is sent again under the same id when the treasury never received it', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'times-out-without-paying' });
    await approveTwice(order);
    expect(await funding.untilPublished(order.purchaseId, 'payment-settled')).toContain('payment-unknown');
    expect(await funding.query('SELECT attempt_no FROM payment_attempt WHERE order_id = $1', [order.orderId])).toEqual([{ attempt_no: 1 }]);
  });

  it('is enquired again when the treasury stays silent to the second sending too', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'times-out-without-paying', times: 2 });
    const before = await agencyBalance();
    await approveTwice(order);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect((await agencyBalance()) - before).toBe(295_750_000n);
    expect(await funding.query('SELECT attempt_no FROM payment_attempt WHERE order_id = $1', [order.orderId])).toEqual([{ attempt_no: 1 }]);
  });

  it('suspends an entry over a wrong amount, and keeps the money in transit', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'wrong-amount' });
    await approveTwice(order);
    await funding.untilPublished(order.purchaseId, 'entry-suspended');
    expect(await orderStatus(order.orderId)).toBe('in-transit');
    const { items } = await funding.must<{ items: { suspenseId: string; reason: string }[] }>(officer, 'GET', '/suspense-entries?limit=100');
    expect(items[0]).toMatchObject({ reason: 'amount-differs' });
    // What it means for a payment on its way, one person alone does not say.
    const clearance = { explanation: '银行少记，次日更正' };
    expect(await funding.call(officer, 'POST', `/suspense-entries/${items[0]?.suspenseId}/clearance`, clearance)).toMatchObject({ status: 409, body: { code: 'suspense.payment-under-way', rule: 'R116' } });
  });

  it('is not approved again while a debit of its refused instruction waits in suspense: the money may have left (R116)', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'wrong-amount' });
    await approveTwice(order);
    await funding.untilPublished(order.purchaseId, 'entry-suspended');
    const [attempt] = await funding.query<{ id: string; end_to_end_id: string }>('SELECT id, end_to_end_id FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    await funding.treasuryTells(signedStatus(attempt?.end_to_end_id ?? '', 'rejected', 'AC04'));
    await funding.untilPublished(order.purchaseId, 'payment-rejected');
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${order.firstTranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    const { contentHash } = await funding.must<{ contentHash: string }>(first, 'GET', `/payment-orders/${orderId}`);
    expect(await approve(first, { orderId, contentHash })).toMatchObject({ status: 409, body: { code: 'payment-order.debit-suspended', rule: 'R116' } });
    for (const [i, approver] of ['one', 'two'].entries()) {
      await funding.asApp(`INSERT INTO payment_approval (order_id, step, jurisdiction, approver, role, content_hash, approved_at) VALUES ('${orderId}', ${i + 1}, '510104', '${approver}', 'finance-approver', '${contentHash}', '2026-03-02')`);
    }
    const around = `INSERT INTO payment_attempt (id, order_id, attempt_no, jurisdiction, end_to_end_id, amount_fen, status, instructed_at, changed_at) VALUES ('${newId()}', '${orderId}', 1, '510104', '${newId()}', 295750000, 'in-transit', '2026-03-02', '2026-03-02')`;
    await expect(funding.asApp(around)).rejects.toThrow('waits in suspense');
    const { items } = await funding.must<{ items: { suspenseId: string; attemptId?: string }[] }>(officer, 'GET', '/suspense-entries?limit=100');
    const suspenseId = items.find(({ attemptId }) => attemptId === attempt?.id)?.suspenseId;
    // One person alone does not say either that nothing has left.
    expect(await funding.call(officer, 'POST', `/suspense-entries/${suspenseId}/clearance`, { explanation: '银行已冲正' })).toMatchObject({ status: 409, body: { code: 'suspense.money-has-left', rule: 'R116' } });
    await funding.asApp(`UPDATE suspense SET cleared_at = '2026-03-02', cleared_by = 'two', explanation = '银行已冲正' WHERE id = '${suspenseId}'`);
    await funding.asApp(around);
  });

  it('takes an entry in once, however often and in whatever order the statement tells it', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'entry-repeated', times: 2 }, { kind: 'entries-out-of-order', times: 3 }, { kind: 'statement-twice', times: 2 }, { kind: 'statement-missing' });
    await approveTwice(order);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-settled')).toHaveLength(1);
  });

  it('is payable again when the account is closed or the money comes back', async () => {
    const returned = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'late-return', afterDays: 0 });
    await approveTwice(returned);
    await funding.untilPublished(returned.purchaseId, 'payment-returned');
    await funding.treasury.ask('PUT', '/accounts/AGENCY-0001/status', { status: 'closed' });
    const rejected = await orderedPayment(funding);
    await approveTwice(rejected);
    await funding.untilPublished(rejected.purchaseId, 'payment-rejected');
    await funding.treasury.ask('PUT', '/accounts/AGENCY-0001/status', { status: 'open' });
    for (const { terms, purchaseId, firstTranche } of [returned, rejected]) {
      await eventually(async () => expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [firstTranche])).toEqual([{ stage: 'payable' }]));
      const { items } = await funding.must<{ items: { trancheId: string; stage: string }[] }>(officer, 'GET', '/stuck-money');
      expect(items).toContainEqual(expect.objectContaining({ trancheId: firstTranche, stage: 'payable', owner: 'agency', purchaseId }));
      // Asked for again, it gets a new order that needs new approvals.
      const again = await funding.must(agency, 'POST', `/tranches/${firstTranche}/payment-request`, { invoiceRef: `${terms.contractNo}-2`, invoiceDate: '2026-03-02' });
      expect(again['orderId']).toBeDefined();
    }
  });

  it('is still asked for, approved and paid when the contract has ended: what is owed stays owed', async () => {
    const { purchaseId, terms, firstTranche } = await signedContract(funding);
    const { contractId } = terms;
    await funding.hear(contractFiled, purchaseId, { contractId, filingNo: '备〔2026〕3号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/3' });
    await funding.hear(contractTerminated, purchaseId, { contractId, reason: '协商解除', fault: 'neither', effectiveOn: '2026-03-02' });
    await eventually(async () => expect(await funding.query('SELECT state FROM contract WHERE id = $1', [contractId])).toEqual([{ state: 'terminated' }]));
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${firstTranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    const { contentHash } = await funding.must<{ contentHash: string }>(first, 'GET', `/payment-orders/${orderId}`);
    for (const person of [first, second]) expect((await approve(person, { orderId, contentHash })).status).toBe(201);
    await funding.untilPublished(purchaseId, 'payment-settled');
  });
});
