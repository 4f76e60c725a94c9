import { describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { approvers, NOW, orderedPayment, startFunding } from '../specs/funding-for-spec.js';
import { FundingProcess } from '../specs/funding-process.js';

/** The claim of a dead worker lasts a moment; then somebody else takes it. */
const PATIENCE = { within: 60_000 };
const SILENT_STATEMENT = { kind: 'statement-missing', times: 1_000_000 };

/** From the order to its settlement, with one death on the way; answers the attempts, and the debits that the treasury booked for them. */
async function payAndDie(rails: 'http' | 'files', failpoint: string) {
  const victim = new FundingProcess(failpoint);
  const funding = await startFunding(rails, (variables) => victim.start(variables));
  try {
    await funding.moveClock(NOW);
    const order = await orderedPayment(funding);
    // So that only an enquiry can tell what became of it.
    if (rails === 'http') await funding.treasury.hostile(SILENT_STATEMENT);
    for (const person of approvers.slice(0, 2)) {
      // The second approval lets the payment go, and the service may die before it has answered.
      await funding.call(person, 'POST', `/payment-orders/${order.orderId}/approvals`, { contentHash: order.contentHash }).catch(() => undefined);
    }
    await victim.dieAndRise();
    const attempts = () => funding.query<{ end_to_end_id: string; status: string }>('SELECT end_to_end_id, status FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    // On record before anything left, whatever the moment of death.
    const [attempt] = await attempts();
    await eventually(async () => expect((await attempts())[0]?.status).not.toBe('in-transit'), PATIENCE);
    await funding.treasury.hostile();
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    const { entries } = (await funding.treasury.ask('GET', '/statements?account=treasury-510104&limit=1000')) as { entries: { endToEndId: string }[] };
    const { discrepancies } = await funding.must<{ discrepancies: unknown[] }>({ sub: 'auditor', roles: ['auditor'] }, 'GET', '/ledger/verification');
    const debits = entries.filter(({ endToEndId }) => endToEndId === attempt?.end_to_end_id).length;
    return { attempts: (await attempts()).map(({ status }) => status), debits, discrepancies };
  } finally {
    await funding.close();
  }
}

describe('a service that is killed while it pays', () => {
  it.each(['http', 'files'] as const)(
    'over %s, before or after the call, asks the treasury and has paid once',
    async (rails) => {
      const ends = await Promise.all(['before-treasury-call', 'after-treasury-call'].map((failpoint) => payAndDie(rails, failpoint)));
      const paidOnce = { attempts: ['settled'], debits: 1, discrepancies: [] };
      expect(ends).toEqual([paidOnce, paidOnce]);
    },
    200_000,
  );
});
