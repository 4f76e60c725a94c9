import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { approvers, CALLBACK_KEY, NOW, orderedPayment, startFunding, type Funding } from '../specs/funding-for-spec.js';

/** What the treasury tells by itself over HTTP, while it does not answer and its statement is silent. */
describe('the treasury that speaks first', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const signed = (endToEndId: string, status: string, code = '') => ({
    endToEndId,
    status,
    ...(code === '' ? {} : { reason: { code } }),
    signature: createHmac('sha256', Buffer.from(CALLBACK_KEY, 'base64')).update([endToEndId, status, code].join('\n')).digest('hex'),
  });
  const tell = async (body: object) => {
    const answer = await fetch(funding.callbackUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as object };
  };
  const attemptOf = async ({ orderId }: { orderId: string }) => (await funding.query<{ end_to_end_id: string; status: string; code: string | null }>('SELECT end_to_end_id, status, code FROM payment_attempt WHERE order_id = $1', [orderId]))[0];
  /** Approved, sent, and lost without a word. */
  const lost = async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'times-out-without-paying', times: 1_000 });
    for (const person of approvers.slice(0, 2)) await funding.must(person, 'POST', `/payment-orders/${order.orderId}/approvals`, { contentHash: order.contentHash });
    await eventually(async () => expect(await funding.treasury.ask('GET', '/hostility')).not.toMatchObject({ rules: [{ times: 1_000 }] }));
    return { ...order, endToEndId: (await attemptOf(order))?.end_to_end_id ?? '' };
  };

  it('is believed by its signature alone, as often as it speaks, and a refusal leaves the money owed once', async () => {
    const order = await lost();
    const refusal = signed(order.endToEndId, 'rejected', 'AC04');
    for (const forged of [{ ...refusal, reason: { code: 'AC06' } }, { ...refusal, status: 'accepted' }, { ...refusal, signature: 'f'.repeat(64) }]) {
      expect(await tell(forged)).toMatchObject({ status: 403, body: { code: 'payment-status.not-signed' } });
    }
    expect(await attemptOf(order)).toMatchObject({ code: null });
    expect(await Promise.all([tell(refusal), tell(refusal), tell(refusal)])).toMatchObject([{ status: 202 }, { status: 202 }, { status: 202 }]);
    expect(await tell(signed(order.endToEndId, 'accepted'))).toMatchObject({ status: 202 });
    expect(await attemptOf(order)).toMatchObject({ status: 'rejected', code: 'AC04' });
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-rejected')).toHaveLength(1);
    expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche])).toEqual([{ stage: 'payable' }]);
  });

  it('settles nothing by saying that it booked, or that money came back', async () => {
    const order = await lost();
    expect(await tell(signed(order.endToEndId, 'returned'))).toMatchObject({ status: 202 });
    expect(await tell(signed(order.endToEndId, 'booked'))).toMatchObject({ status: 202 });
    expect(await attemptOf(order)).toMatchObject({ status: 'accepted' });
    expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche])).toEqual([{ stage: 'in-transit' }]);
    expect(await funding.published(order.purchaseId)).not.toContain('payment-settled');
  });

  it('may speak of a payment that nobody has instructed: nothing comes of it', async () => {
    expect(await tell(signed('NOBODY-ASKED', 'booked'))).toMatchObject({ status: 202, body: { endToEndId: 'NOBODY-ASKED' } });
  });
});
