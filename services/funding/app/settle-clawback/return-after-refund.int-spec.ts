import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer] = approvers;
const PAID = 295_750_000n;
const REFUND = 6_000_000n;

/** The agency refunds a part, and then the bank sends the whole payment back: neither is lost, and nothing is paid twice (R123). */
describe('a payment that comes back after a part was refunded', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const pay = (endToEndId: string, amountFen: bigint) =>
    funding.treasury.ask('POST', '/payments', { endToEndId, debtorAccount: 'AGENCY-0001', creditorAccount: 'treasury-510104', amountFen: String(amountFen), currency: 'CNY', executionDate: '2026-03-02' });
  const trancheOf = async (id: string) => (await funding.query<object>(`SELECT stage, released_fen::text AS fen FROM tranche WHERE id = $1`, [id]))[0];

  /** Paid, upheld to be asked back in part or whole, refunded so far; the bank will send the payment back in twenty days. */
  async function refunded(claimed: bigint, refund: bigint) {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'late-return', afterDays: 20 });
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    const claim = { ground: 'vacancy', amountFen: String(claimed), statement: '岗位空缺 62 日，按约扣回。', evidenceIds: [newId()] };
    const { caseId, paymentReference } = await funding.must<{ caseId: string; paymentReference: string }>(officer, 'POST', `/tranches/${order.firstTranche}/clawbacks`, claim);
    await funding.must(agency, 'POST', `/clawbacks/${caseId}/reply`, { text: '认可。' });
    await funding.conclude(caseId, { verdict: 'approve' });
    await pay(paymentReference, refund);
    await eventually(async () => expect(await funding.must(agency, 'GET', `/clawbacks/${caseId}`)).toMatchObject({ refundedFen: String(refund) }), { within: 20_000 });
    return { ...order, claim, caseId };
  }
  const suspended = async () => (await funding.must<{ items: { amountFen: string; direction: string; reason: string }[] }>(officer, 'GET', '/suspense-entries?limit=100')).items;

  it('is owed again less what was refunded, which is suspended, and is paid once', async () => {
    const other = await orderedPayment(funding);
    await funding.approve(other);
    await funding.untilPublished(other.purchaseId, 'payment-settled');
    const { caseId, claim, ...order } = await refunded(REFUND + 1n, REFUND);
    await funding.moveClock('2026-03-30T01:00:00.000Z');
    await funding.untilPublished(order.purchaseId, 'payment-returned');
    expect(await trancheOf(order.firstTranche)).toEqual({ stage: 'payable', fen: String(PAID - REFUND) });
    // What the agency still owed of the claim it has not any more.
    expect(await funding.must(agency, 'GET', `/clawbacks/${caseId}`)).toMatchObject({ status: 'settled', dueFen: String(REFUND) });
    expect(await suspended()).toEqual([expect.objectContaining({ amountFen: String(REFUND), direction: 'credit', reason: 'amount-differs' })]);
    await funding.sound();
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${order.firstTranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-30' });
    const { contentHash, amountFen } = await funding.must<{ contentHash: string; amountFen: string }>(first, 'GET', `/payment-orders/${orderId}`);
    expect(amountFen).toBe(String(PAID - REFUND));
    await funding.approve({ orderId, contentHash });
    await eventually(async () => expect(await trancheOf(order.firstTranche)).toEqual({ stage: 'disbursed', fen: String(PAID - REFUND) }), { within: 20_000 });
    // Of the second payment nothing was refunded yet: all of it can be asked back.
    expect(await funding.call(officer, 'POST', `/tranches/${order.firstTranche}/clawbacks`, { ...claim, amountFen: String(PAID - REFUND + 1n) })).toMatchObject({ body: { code: 'clawback.more-than-paid' } });
    await funding.must(officer, 'POST', `/tranches/${order.firstTranche}/clawbacks`, { ...claim, amountFen: String(PAID - REFUND) });
    await funding.sound();
  });

  it('is not the payment\'s when all of it was refunded before: all that comes back is suspended', async () => {
    const { firstTranche, purchaseId } = await refunded(PAID, PAID);
    const before = await suspended();
    await funding.moveClock('2026-05-30T01:00:00.000Z');
    await funding.untilPublished(purchaseId, 'entry-suspended');
    expect((await suspended()).filter(({ reason }) => reason === 'not-expected')).toEqual([expect.objectContaining({ amountFen: String(PAID), direction: 'credit' })]);
    expect(before.filter(({ reason }) => reason === 'not-expected')).toEqual([]);
    expect(await trancheOf(firstTranche)).toEqual({ stage: 'disbursed', fen: String(PAID) });
    expect(await funding.published(purchaseId)).not.toContain('payment-returned');
    await funding.sound();
  });
});
