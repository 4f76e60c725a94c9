import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { NOW, orderedPayment, signedStatus, startFunding, type Funding } from '../specs/funding-for-spec.js';

/** What the treasury tells by itself over HTTP, while it does not answer and its statement is silent. */
describe('the treasury that speaks first', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const tell = (status: object) => funding.treasuryTells(status);
  const attemptOf = async ({ orderId }: { orderId: string }) => (await funding.query<{ end_to_end_id: string; status: string; code: string | null }>('SELECT end_to_end_id, status, code FROM payment_attempt WHERE order_id = $1', [orderId]))[0];
  /** Approved, sent, and lost without a word. */
  const lost = async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'times-out-without-paying', times: 1_000 });
    await funding.approve(order);
    await eventually(async () => expect(await funding.treasury.ask('GET', '/hostility')).not.toMatchObject({ rules: [{ times: 1_000 }] }));
    return { ...order, endToEndId: (await attemptOf(order))?.end_to_end_id ?? '' };
  };

  it('is believed by its signature alone, as often as it speaks, and a refusal leaves the money owed once', async () => {
    const order = await lost();
    const refusal = signedStatus(order.endToEndId, 'rejected', 'AC04');
    for (const forged of [{ ...refusal, reason: { code: 'AC06' } }, { ...refusal, status: 'accepted' }, { ...refusal, signature: 'f'.repeat(64) }]) {
      expect(await tell(forged)).toMatchObject({ status: 403, body: { code: 'payment-status.not-signed' } });
    }
    expect(await attemptOf(order)).toMatchObject({ code: null });
    expect(await Promise.all([tell(refusal), tell(refusal), tell(refusal)])).toMatchObject([{ status: 202 }, { status: 202 }, { status: 202 }]);
    expect(await tell(signedStatus(order.endToEndId, 'accepted'))).toMatchObject({ status: 202 });
    expect(await attemptOf(order)).toMatchObject({ status: 'rejected', code: 'AC04' });
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-rejected')).toHaveLength(1);
    expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche])).toEqual([{ stage: 'payable' }]);
  });

  it('settles nothing by saying that it booked, or that money came back', async () => {
    const order = await lost();
    expect(await tell(signedStatus(order.endToEndId, 'returned'))).toMatchObject({ status: 202 });
    expect(await tell(signedStatus(order.endToEndId, 'booked'))).toMatchObject({ status: 202 });
    expect(await attemptOf(order)).toMatchObject({ status: 'accepted' });
    expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche])).toEqual([{ stage: 'in-transit' }]);
    expect(await funding.published(order.purchaseId)).not.toContain('payment-settled');
  });

  it('may speak of a payment that nobody has instructed: nothing comes of it', async () => {
    expect(await tell(signedStatus('NOBODY-ASKED', 'booked'))).toMatchObject({ status: 202, body: { endToEndId: 'NOBODY-ASKED' } });
  });
});
