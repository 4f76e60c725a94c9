import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, NOW, officer, orderedPayment, rival, startFunding, type Funding } from '../specs/funding-for-spec.js';


/** What a person may do about a payment that hangs: over HTTP, beside a treasury that does not answer. */
describe('a stuck payment', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const step = (what: string, orderId: string, body?: object) => funding.call(officer, 'POST', `/payment-orders/${orderId}/${what}`, body);
  const agencyBalance = async () => BigInt(String((await funding.treasury.ask('GET', '/accounts/AGENCY-0001'))['balanceFen']));
  const waiting = async (orderId: string) => {
    const { items } = await funding.must<{ items: { orderId?: string; stage: string; nextActions: string[]; subjectId: string; assignment?: object }[] }>(officer, 'GET', '/stuck-money');
    return items.find((item) => item.orderId === orderId);
  };
  /** Workers take nothing in hand meanwhile, as when Redis is slow. */
  const withoutWorkers = async (work: () => Promise<void>) => {
    await funding.query(`CREATE FUNCTION hold_sending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held_until := 'infinity'; RETURN NEW; END $$`);
    await funding.query(`CREATE TRIGGER hold_sending BEFORE INSERT ON due_task FOR EACH ROW WHEN (NEW.kind = 'send-payment') EXECUTE FUNCTION hold_sending()`);
    try {
      await work();
    } finally {
      await funding.query('DROP TRIGGER hold_sending ON due_task');
      await funding.query('DROP FUNCTION hold_sending');
    }
  };

  it('is called off before it was sent, is owed as before, and nothing is paid', async () => {
    const order = await orderedPayment(funding);
    const before = await agencyBalance();
    await withoutWorkers(async () => {
      await funding.approve(order);
      expect((await waiting(order.orderId))?.nextActions).toContain('cancel');
      expect(await step('cancellation', order.orderId, { reason: '收款账户待核' })).toMatchObject({ status: 200, body: { status: 'rejected' } });
    });
    expect(await funding.untilPublished(order.purchaseId, 'payment-rejected')).not.toContain('payment-settled');
    expect(await step('cancellation', order.orderId, { reason: '再撤一次' })).toMatchObject({ status: 409, body: { code: 'stuck-payment.nothing-in-transit' } });
    expect(await agencyBalance()).toBe(before);
    const [tranche] = await funding.query<{ stage: string }>('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche]);
    expect(tranche?.stage).toBe('payable');
    const again = await funding.call(agency, 'POST', `/tranches/${order.firstTranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    expect(again.status).toBe(201);
  });

  it('that the treasury has accepted is waited for and asked after: it is neither sent again nor called off, nor is that offered', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'rejects-after-accept', afterDays: 1 });
    await funding.approve(order);
    await eventually(async () => expect((await waiting(order.orderId))?.nextActions).toEqual(['wait-for-statement', 'enquire']), { within: 20_000 });
    expect(await step('resend', order.orderId)).toMatchObject({ status: 409, body: { code: 'stuck-payment.already-accepted', rule: 'R116' } });
    expect(await step('cancellation', order.orderId, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'stuck-payment.may-have-been-sent' } });
  });

  it('that may have been sent is not called off', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'pays-then-times-out' }, { kind: 'statement-missing', times: 1000 });
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, 'payment-unknown');
    expect(await step('cancellation', order.orderId, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'stuck-payment.may-have-been-sent' } });
    await funding.treasury.hostile();
    await funding.untilPublished(order.purchaseId, 'payment-settled');
  });

  it('is asked after and sent again under its own id, and paid once', async () => {
    const order = await orderedPayment(funding);
    const before = await agencyBalance();
    await withoutWorkers(async () => {
      await funding.approve(order);
      expect((await step('enquiry', order.orderId)).status).toBe(202);
    });
    // A second and a third demand while the first runs change nothing.
    const demands = await Promise.all([step('resend', order.orderId), step('resend', order.orderId), step('enquiry', order.orderId)]);
    for (const { status } of demands) expect([202, 409]).toContain(status);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect((await agencyBalance()) - before).toBe(295_750_000n);
    expect(await funding.query('SELECT 1 FROM payment_attempt WHERE order_id = $1', [order.orderId])).toHaveLength(1);
    expect(await step('resend', order.orderId)).toMatchObject({ status: 409, body: { code: 'stuck-payment.nothing-in-transit' } });
  });

  it('is taken in hand by somebody, who is named until it moves on', async () => {
    const order = await orderedPayment(funding);
    const subject = (await waiting(order.orderId))?.subjectId ?? '';
    expect(await funding.call(officer, 'POST', `/stuck-money/${subject}/assignment`, { note: '已联系审批人' })).toMatchObject({ status: 200, body: { assignment: { assignee: 'finance-officer', note: '已联系审批人' } } });
    expect((await waiting(order.orderId))?.assignment).toMatchObject({ note: '已联系审批人' });
    await funding.approve(order);
    await eventually(async () => expect((await waiting(order.orderId))?.assignment).toBeUndefined());
    expect(await funding.call(officer, 'POST', `/stuck-money/${newId()}/assignment`, { note: 'x' })).toMatchObject({ status: 404, body: { code: 'stuck-money.unknown' } });
    expect((await funding.call(rival, 'POST', `/stuck-money/${subject}/assignment`, { note: 'x' })).status).toBe(403);
    expect(await funding.call({ ...officer, jurisdiction: '62' }, 'POST', `/payment-orders/${order.orderId}/enquiry`)).toMatchObject({ status: 404, body: { code: 'payment-order.unknown' } });
  });
});
