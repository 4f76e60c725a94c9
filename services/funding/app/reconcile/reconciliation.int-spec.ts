import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { approvers, NOW, officer, orderedPayment, startFunding, type Funding } from '../specs/funding-for-spec.js';

const ACCOUNT = 'treasury-510104';
const OPENING = 1_000_000_000_000n;
const ORDERED = 295_750_000n;
const PATIENCE = { within: 20_000 };
const [first = officer, second = officer] = approvers;

interface Day {
  readonly statementNo: number;
  readonly openingFen: string;
  readonly closingByBankFen: string;
  readonly closingByLedgerFen: string;
  readonly matchedFen: string;
  readonly suspendedFen: string;
  readonly differenceFen: string;
  readonly unexplainedFen: string;
  readonly items: { readonly outcome: string; readonly endToEndId: string }[];
  readonly breaks: { readonly kind: string }[];
}
interface Suspended {
  readonly suspenseId: string;
  readonly entryRef: string;
  readonly reason: string;
  readonly attemptId?: string;
  readonly clearedAt?: string;
}

describe.each(['http', 'files'] as const)('reconciliation over %s', (rails) => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding(rails);
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  let today = NOW.slice(0, 10);
  const nextDay = async () => {
    today = new Date(Date.parse(`${today}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
    await funding.moveClock(`${today}T01:00:00.000Z`);
  };
  /** The day is over; answers it as it was closed. */
  const closeDay = async (): Promise<Day> => {
    const closed = today;
    await nextDay();
    return eventually(() => funding.must<Day>(officer, 'GET', `/reconciliation/${ACCOUNT}/${closed}`), PATIENCE);
  };
  const breaks = async () => (await funding.must<{ items: { breakId: string; kind: string; about: string; clearedAt?: string }[] }>(officer, 'GET', '/reconciliation-breaks')).items;
  const suspended = async () => (await funding.must<{ items: Suspended[] }>(officer, 'GET', '/suspense-entries?limit=100')).items.filter(({ clearedAt }) => clearedAt === undefined);
  const pay = async (last: string, ...rules: object[]) => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile(...rules);
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, last);
    const [attempt] = await funding.query<{ id: string; end_to_end_id: string }>('SELECT id, end_to_end_id FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    return { ...order, attemptId: attempt?.id ?? '', endToEndId: attempt?.end_to_end_id ?? '' };
  };
  const untilBooked = (orderId: string) =>
    eventually(async () => {
      const [attempt] = await funding.query<{ end_to_end_id: string }>('SELECT end_to_end_id FROM payment_attempt WHERE order_id = $1', [orderId]);
      expect(await funding.treasury.ask('GET', `/payments/${attempt?.end_to_end_id}`)).toMatchObject({ status: 'booked' });
    }, PATIENCE);
  const statusOf = async (orderId: string) => (await funding.query<{ status: string }>('SELECT status FROM payment_order WHERE id = $1', [orderId]))[0]?.status;
  /** The treasury moves money on its own, and nobody has ordered it. */
  const moves = async (from: string, to: string, amountFen: bigint): Promise<Suspended> => {
    const endToEndId = newId().replaceAll('-', '');
    await funding.treasury.ask('POST', '/payments', { endToEndId, debtorAccount: from, creditorAccount: to, amountFen: String(amountFen), currency: 'CNY', executionDate: today });
    const [row] = await eventually(async () => {
      const rows = await funding.query<{ entry_ref: string }>('SELECT entry_ref FROM statement_entry WHERE end_to_end_id = $1', [endToEndId]);
      expect(rows).toHaveLength(1);
      return rows;
    }, PATIENCE);
    const found = (await suspended()).find(({ entryRef }) => entryRef === row?.entry_ref);
    if (!found) throw new Error('it is not suspended');
    return found;
  };
  const propose = (suspenseIds: string[], attemptId: string) => funding.call(officer, 'POST', '/suspense-assignments', { suspenseIds, attemptId, explanation: '银行来函确认' });
  let paid = 0n;

  it('finds every entry once, and the day closed as the ledger has it', async () => {
    const { endToEndId } = await pay('payment-settled');
    paid += ORDERED;
    const day = await closeDay();
    expect(day).toMatchObject({ statementNo: 1, openingFen: String(OPENING), closingByBankFen: String(OPENING - paid), closingByLedgerFen: String(OPENING - paid) });
    expect(day).toMatchObject({ matchedFen: String(-ORDERED), suspendedFen: '0', differenceFen: '0', unexplainedFen: '0', breaks: [] });
    expect(day.items).toEqual([expect.objectContaining({ outcome: 'settled', endToEndId })]);
  });

  it('counts an entry once whether the notification or the statement comes first', async () => {
    const order = await orderedPayment(funding);
    // Over files the notification is held back until the next one; over HTTP the page comes twice.
    await funding.treasury.hostile({ kind: 'entries-out-of-order' }, { kind: 'entry-repeated' });
    await funding.approve(order);
    await untilBooked(order.orderId);
    const day = await closeDay();
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    await pay('payment-settled');
    paid += 2n * ORDERED;
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-settled')).toHaveLength(1);
    expect(day.items).toHaveLength(1);
    expect(await closeDay()).toMatchObject({ closingByBankFen: String(OPENING - paid), differenceFen: '0', breaks: [] });
  });

  it('misses a statement that does not come, and closes the gap when it comes after all', async () => {
    await pay('payment-settled');
    paid += ORDERED;
    const missing = today;
    await funding.treasury.hostile({ kind: 'day-missing' }, { kind: 'day-twice' });
    await nextDay();
    await eventually(async () => expect(await funding.treasury.ask('GET', '/hostility')).toMatchObject({ rules: [{ times: 0 }, { times: 1 }] }), PATIENCE);
    await pay('payment-settled');
    paid += ORDERED;
    await closeDay();
    await eventually(async () => expect((await breaks()).filter(({ kind }) => kind === 'statement-missing')).toEqual([expect.objectContaining({ clearedAt: expect.any(String) })]), PATIENCE);
    expect(await funding.must<Day>(officer, 'GET', `/reconciliation/${ACCOUNT}/${missing}`)).toMatchObject({ differenceFen: '0', unexplainedFen: '0' });
  });

  it('shows what is suspended as the difference that it is, and nothing unexplained', async () => {
    const before = (await funding.must<{ items: { closingByLedgerFen: string }[] }>(officer, 'GET', '/reconciliation')).items[0]?.closingByLedgerFen;
    const order = await pay('entry-suspended', { kind: 'wrong-amount' });
    const [entry] = (await suspended()).filter(({ attemptId }) => attemptId === order.attemptId);
    const day = await closeDay();
    expect(BigInt(day.suspendedFen)).toBeLessThan(0n);
    expect(day).toMatchObject({ differenceFen: day.suspendedFen, unexplainedFen: '0', closingByLedgerFen: before, breaks: [] });
    // The treasury pays the rest: together the two are what was ordered, once two people say so.
    const rest = await moves(ACCOUNT, 'AGENCY-0001', ORDERED + BigInt(day.suspendedFen));
    const ids = [entry?.suspenseId ?? '', rest.suspenseId];
    expect(await propose([ids[0] ?? ''], order.attemptId)).toMatchObject({ status: 409, body: { code: 'suspense.does-not-add-up', rule: 'R116' } });
    const { status, body } = await propose(ids, order.attemptId);
    expect([status, body]).toMatchObject([201, { meaning: 'settles', state: 'proposed' }]);
    const { assignmentId } = body as { assignmentId: string };
    expect(await statusOf(order.orderId)).toBe('in-transit');
    expect(await funding.call(officer, 'POST', `/suspense-entries/${ids[0]}/clearance`, { explanation: '算了' })).toMatchObject({ status: 409, body: { code: 'suspense.in-assignment' } });
    expect(await funding.call(officer, 'POST', `/suspense-assignments/${assignmentId}/decision`, { verdict: 'confirm' })).toMatchObject({ status: 403 });
    expect(await funding.call({ ...officer, roles: ['finance-officer', 'finance-approver'] }, 'POST', `/suspense-assignments/${assignmentId}/decision`, { verdict: 'confirm' })).toMatchObject({ status: 403, body: { code: 'suspense.same-person', rule: 'R70' } });
    await expect(funding.query(`UPDATE suspense_assignment SET state = 'confirmed', decided_by = proposed_by WHERE id = $1`, [assignmentId])).rejects.toThrow('check');
    expect(await funding.must(first, 'POST', `/suspense-assignments/${assignmentId}/decision`, { verdict: 'confirm' })).toMatchObject({ meaning: 'settles', state: 'confirmed' });
    expect(await funding.call(first, 'POST', `/suspense-assignments/${assignmentId}/decision`, { verdict: 'confirm' })).toMatchObject({ status: 409 });
    expect(await statusOf(order.orderId)).toBe('settled');
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-settled')).toHaveLength(1);
    expect(await closeDay()).toMatchObject({ differenceFen: '0', unexplainedFen: '0' });
  });

  it('lets a payment fail whose money went astray and came back, once two people say so', async () => {
    const order = await pay('entry-suspended', { kind: 'wrong-account' });
    const [astray] = (await suspended()).filter(({ attemptId }) => attemptId === order.attemptId);
    const back = await moves('OTHER-0002', ACCOUNT, ORDERED);
    const { body } = await propose([astray?.suspenseId ?? '', back.suspenseId], order.attemptId);
    const { assignmentId } = body as { assignmentId: string };
    expect(await funding.must(second, 'POST', `/suspense-assignments/${assignmentId}/decision`, { verdict: 'decline' })).toMatchObject({ state: 'declined' });
    const again = (await propose([astray?.suspenseId ?? '', back.suspenseId], order.attemptId)).body as { assignmentId: string };
    expect(await funding.must(second, 'POST', `/suspense-assignments/${again.assignmentId}/decision`, { verdict: 'confirm' })).toMatchObject({ meaning: 'fails' });
    expect(await funding.published(order.purchaseId)).toContain('payment-rejected');
    expect(await funding.query('SELECT stage FROM tranche WHERE id = $1', [order.firstTranche])).toEqual([{ stage: 'payable' }]);
    expect(await closeDay()).toMatchObject({ differenceFen: '0', unexplainedFen: '0' });
  });

  it('tells a difference that nothing explains, with who looks into it', async () => {
    await pay('payment-settled');
    await funding.query(`UPDATE line_account SET balance_fen = balance_fen + 1 WHERE id = (SELECT id FROM line_account WHERE book = 'cash' AND stage = 'paid' LIMIT 1)`);
    const day = await closeDay();
    expect(day).toMatchObject({ differenceFen: '1', unexplainedFen: '1' });
    const found = (await breaks()).find(({ kind, about }) => kind === 'balance-differs' && about === String(day.statementNo));
    expect(found).toMatchObject({ owner: 'finance-officer', openedAt: expect.stringMatching(/^2026-/) });
    expect(await funding.published(found?.breakId ?? '')).toEqual(['reconciliation-break-raised']);
  });
});
