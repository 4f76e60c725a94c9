import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { approvers, NOW, orderedPayment, startFunding, type Funding } from '../specs/funding-for-spec.js';
import { FundingProcess } from '../specs/funding-process.js';

/** The claim of a dead worker lasts half a minute; then somebody else takes it. */
const PATIENCE = { within: 60_000 };
const SILENT_STATEMENT = { kind: 'statement-missing', times: 1_000_000 };

describe('a service that is killed while it pays', () => {
  let funding: Funding | undefined;
  afterEach(async () => {
    await funding?.close();
    funding = undefined;
  });

  it.each([
    ['http', 'before-treasury-call'],
    ['http', 'after-treasury-call'],
    ['files', 'before-treasury-call'],
    ['files', 'after-treasury-call'],
  ] as const)(
    'over %s, %s, asks the treasury and has paid once',
    async (rails, failpoint) => {
      const victim = new FundingProcess(failpoint);
      const running = (funding = await startFunding(rails, (variables) => victim.start(variables)));
      await running.moveClock(NOW);
      const order = await orderedPayment(running);
      // So that only an enquiry can tell what became of it.
      if (rails === 'http') await running.treasury.hostile(SILENT_STATEMENT);
      for (const person of approvers.slice(0, 2)) {
        // The second approval lets the payment go, and the service may die before it has answered.
        await running.call(person, 'POST', `/payment-orders/${order.orderId}/approvals`, { contentHash: order.contentHash }).catch(() => undefined);
      }
      await victim.dieAndRise();
      const attempts = () => running.query<{ end_to_end_id: string; status: string }>('SELECT end_to_end_id, status FROM payment_attempt WHERE order_id = $1', [order.orderId]);
      const [attempt] = await attempts();
      expect(attempt).toBeDefined();
      await eventually(async () => expect((await attempts())[0]?.status).not.toBe('in-transit'), PATIENCE);
      await running.treasury.hostile();
      await running.untilPublished(order.purchaseId, 'payment-settled');
      expect(await attempts()).toHaveLength(1);
      const { entries } = (await running.treasury.ask('GET', '/statements?account=treasury-510104&limit=1000')) as { entries: { endToEndId: string }[] };
      expect(entries.filter(({ endToEndId }) => endToEndId === attempt?.end_to_end_id)).toHaveLength(1);
      const verified = await running.must<{ discrepancies: unknown[] }>({ sub: 'auditor', roles: ['auditor'] }, 'GET', '/ledger/verification');
      expect(verified.discrepancies).toEqual([]);
    },
    150_000,
  );
});
