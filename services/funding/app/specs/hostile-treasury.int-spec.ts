import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { NOW, officer, orderedPayment, startFunding, type Funding } from './funding-for-spec.js';

const SEED = 20_260_302;
type Ordered = Awaited<ReturnType<typeof orderedPayment>>;

interface Suspended {
  readonly reason: string;
  readonly openedAt: string;
  readonly attemptId?: string;
}

/**
 * A treasury with bad manners, over both rails. Whatever it does: it is asked to pay once, what does not fit goes to suspense with
 * owner and age, an end is an end, and nothing is settled but by its books. The seed is printed with a failure.
 */
describe.each(['http', 'files'] as const)(`a hostile treasury over %s (seed ${SEED})`, (rails) => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding(rails);
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const hostile = (...rules: object[]) => funding.treasury.ask('PUT', '/hostility', { seed: SEED, rules });
  const told = async ({ purchaseId }: Ordered, type: string) => (await funding.published(purchaseId)).filter((each) => each === type).length;
  const statusOf = async ({ orderId }: Ordered) => (await funding.query<{ status: string }>('SELECT status FROM payment_order WHERE id = $1', [orderId]))[0]?.status;
  const attemptsOf = ({ orderId }: Ordered) => funding.query<{ id: string; end_to_end_id: string; status: string }>('SELECT id, end_to_end_id, status FROM payment_attempt WHERE order_id = $1', [orderId]);
  /** What left the treasury's account for an order, less what came back. */
  const netPaid = async (order: Ordered): Promise<bigint> => {
    // Asked with good manners.
    await hostile();
    const [attempt] = await attemptsOf(order);
    const { entries } = (await funding.treasury.ask('GET', '/statements?account=treasury-510104&limit=1000')) as { entries: { endToEndId: string; creditDebit: string; amountFen: string }[] };
    const own = entries.filter(({ endToEndId }) => endToEndId === attempt?.end_to_end_id);
    return own.reduce((sum, { creditDebit, amountFen }) => sum + (creditDebit === 'DBIT' ? BigInt(amountFen) : -BigInt(amountFen)), 0n);
  };
  const suspendedOf = async (order: Ordered): Promise<Suspended[]> => {
    const [attempt] = await attemptsOf(order);
    const { items } = await funding.must<{ items: Suspended[] }>(officer, 'GET', '/suspense-entries?limit=100');
    return items.filter(({ attemptId }) => attemptId === attempt?.id);
  };
  /** What holds whatever happens. */
  const allIsWell = async (order: Ordered) => {
    expect(await attemptsOf(order)).toHaveLength(1);
    expect(await told(order, 'payment-instructed')).toBe(1);
    expect(await told(order, 'payment-settled')).toBeLessThanOrEqual(1);
    await funding.sound();
  };
  const paidOnce = async (order: Ordered) => {
    expect(await statusOf(order)).toBe('settled');
    expect(await netPaid(order)).toBe(295_750_000n);
    expect(await told(order, 'payment-settled')).toBe(1);
    expect(await suspendedOf(order)).toEqual([]);
    await allIsWell(order);
  };
  /** Business time at which a silent treasury is overdue; it only ever grows. */
  let now = Date.parse(NOW);
  const pass = (minutes: number) => funding.moveClock(new Date((now += minutes * 60_000)).toISOString());

  it.each([
    ['pays, then stays silent', [{ kind: 'pays-then-times-out' }]],
    ['repeats what it said', [{ kind: 'callback-twice', times: 3 }, { kind: 'entry-repeated', times: 3 }]],
    ['answers out of order', [{ kind: 'callback-out-of-order' }, { kind: 'entries-out-of-order' }]],
    ['tells its statement twice', [{ kind: 'statement-twice', times: 2 }, { kind: 'day-twice' }]],
    ['withholds a statement', [{ kind: 'statement-missing' }]],
    ['is slow', [{ kind: 'slow', delayMs: 600 }]],
  ])('that %s pays once', async (_what, rules) => {
    const order = await orderedPayment(funding);
    await hostile(...rules);
    await funding.approve(order);
    if (rails === 'files' && rules.some(({ kind }) => kind.endsWith('-out-of-order'))) {
      // What is held back comes after the next one of its kind.
      const next = await orderedPayment(funding);
      await funding.approve(next);
      await funding.untilPublished(next.purchaseId, 'payment-settled');
    }
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    await paidOnce(order);
  });

  it('that loses an instruction is unknown, is asked, and gets it again under the same id', async () => {
    const order = await orderedPayment(funding);
    await hostile({ kind: 'times-out-without-paying' });
    await funding.approve(order);
    if (rails === 'files') {
      await eventually(async () => expect(await funding.treasury.ask('GET', '/hostility')).toMatchObject({ rules: [{ times: 0 }] }), { within: 20_000 });
      expect(await statusOf(order)).toBe('in-transit');
      await pass(31);
    }
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect(await told(order, 'payment-unknown')).toBe(1);
    await paidOnce(order);
  });

  it.each([
    ['a wrong amount', 'wrong-amount', 'amount-differs'],
    ['a wrong account', 'wrong-account', 'payee-differs'],
  ])('that pays %s settles nothing: the entry is suspended', async (_what, kind, reason) => {
    const order = await orderedPayment(funding);
    await hostile({ kind });
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, 'entry-suspended');
    expect(await statusOf(order)).toBe('in-transit');
    expect(await told(order, 'payment-settled')).toBe(0);
    expect(await suspendedOf(order)).toEqual([expect.objectContaining({ reason, openedAt: expect.stringMatching(/^2026-/) })]);
    const { items } = await funding.must<{ items: { stage: string; owner: string; since: string }[] }>(officer, 'GET', '/stuck-money');
    expect(items).toContainEqual(expect.objectContaining({ stage: 'suspense', owner: 'finance-officer' }));
    await allIsWell(order);
  });

  it('that sends the money back late ends the payment, and what it said before changes nothing any more', async () => {
    const order = await orderedPayment(funding);
    await hostile({ kind: 'late-return', afterDays: 1 }, { kind: 'callback-out-of-order', times: 2 });
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    await pass(24 * 60);
    await funding.untilPublished(order.purchaseId, 'payment-returned');
    expect(await statusOf(order)).toBe('returned');
    expect(await netPaid(order)).toBe(0n);
    await allIsWell(order);
  });

  it('that accepts and then refuses has refused: accepted was not settled', async () => {
    const order = await orderedPayment(funding);
    await hostile({ kind: 'rejects-after-accept', afterDays: 1 });
    await funding.approve(order);
    await eventually(async () => expect(await attemptsOf(order)).toMatchObject([{ status: 'accepted' }]), { within: 20_000 });
    expect(await statusOf(order)).toBe('in-transit');
    await pass(2 * 24 * 60);
    await funding.untilPublished(order.purchaseId, 'payment-rejected');
    expect(await statusOf(order)).toBe('rejected');
    expect(await netPaid(order)).toBe(0n);
    await allIsWell(order);
  });
});
