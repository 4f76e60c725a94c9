import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { agency, approvers, NOW, officer, orderedPayment, startFunding, type Funding } from '../specs/funding-for-spec.js';

const [first = officer, second = officer] = approvers;
const OWED = 295_750_000n;
const CLAIM = 10_000_000n;

/** What the agency is to refund is taken from a later tranche instead, when another person approves that (R123). */
describe('setting off what is asked back', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding();
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  interface View {
    readonly caseId: string;
    readonly offsets: { offsetId: string }[];
  }
  /** One tranche paid and asked back in part, upheld; and another one of the agency before its approvers. */
  async function upheld() {
    const paid = await orderedPayment(funding);
    await funding.approve(paid);
    await funding.untilPublished(paid.purchaseId, 'payment-settled');
    const later = await orderedPayment(funding);
    const claim = { ground: 'vacancy', amountFen: String(CLAIM), statement: '岗位空缺 62 日，按约扣回。', evidenceIds: [newId()] };
    const { caseId } = await funding.must<View>(officer, 'POST', `/tranches/${paid.firstTranche}/clawbacks`, claim);
    await funding.must(agency, 'POST', `/clawbacks/${caseId}/reply`, { text: '请从后续款项中抵扣。' });
    const decision = () => funding.conclude(caseId, { verdict: 'approve' });
    const propose = (over: object = {}) => ({ person: officer, path: `/clawbacks/${caseId}/offsets`, body: { trancheId: later.firstTranche, amountFen: String(CLAIM), reason: '机构申请抵扣', ...over } });
    return { paid, later, caseId, decision, propose };
  }
  const family = (trancheId: string) => funding.query(`SELECT stage, released_fen::text AS fen FROM tranche WHERE id = $1 OR supplements = $1 ORDER BY supplements NULLS FIRST`, [trancheId]);
  const balancesOf = async (lineId: string) => (await funding.must<{ items: { lineId: string; balances: { availableFen: string; disbursedFen: string } }[] }>(officer, 'GET', '/budget-lines')).items.find((item) => item.lineId === lineId)?.balances;

  it('pays so much of the later tranche, gives it back to the line, and leaves the rest to be asked for', async () => {
    const { paid, later, caseId, decision, propose } = await upheld();
    await decision();
    const lineId = paid.terms.budgetSplit[0]?.lineId ?? '';
    const before = await balancesOf(lineId);
    const { path, body } = propose();
    const proposed = await funding.must<View>(officer, 'POST', path, body);
    expect(proposed.offsets).toMatchObject([{ trancheId: later.firstTranche, amountFen: String(CLAIM), state: 'proposed', proposedBy: 'finance-officer', mayDecide: false }]);
    expect(await family(later.firstTranche)).toEqual([{ stage: 'payable', fen: String(OWED) }]);
    const decided = await funding.must(first, 'POST', `/clawback-offsets/${proposed.offsets[0]?.offsetId}/decision`, { verdict: 'approve', reason: '同意' });
    expect(decided).toMatchObject({ status: 'settled', refundedFen: String(CLAIM), offsets: [{ state: 'approved' }] });
    expect(await family(later.firstTranche)).toEqual([{ stage: 'disbursed', fen: String(CLAIM) }, { stage: 'payable', fen: String(OWED - CLAIM) }]);
    expect(await funding.query(`SELECT o.status, r.state FROM payment_order o JOIN payment_request r ON r.id = o.request_id WHERE o.id = $1`, [later.orderId])).toEqual([{ status: 'void', state: 'closed' }]);
    const after = await balancesOf(lineId);
    expect([BigInt(after?.availableFen ?? 0) - BigInt(before?.availableFen ?? 0), BigInt(before?.disbursedFen ?? 0) - BigInt(after?.disbursedFen ?? 0)]).toEqual([CLAIM, CLAIM]);
    const [settled] = await funding.query<{ body: string }>(`SELECT body FROM fact WHERE subject = $1 AND type = 'funding.clawback-settled.v1'`, [paid.purchaseId]);
    expect(JSON.parse(settled?.body ?? '{}')).toMatchObject({ caseId, outcome: 'offset', fen: String(CLAIM) });
    await funding.sound();
    const [rest] = await funding.query<{ id: string }>(`SELECT id FROM tranche WHERE supplements = $1`, [later.firstTranche]);
    const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${rest?.id}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
    const { contentHash, amountFen } = await funding.must<{ contentHash: string; amountFen: string }>(first, 'GET', `/payment-orders/${orderId}`);
    expect(amountFen).toBe(String(OWED - CLAIM));
    await funding.approve({ orderId, contentHash });
    await funding.untilPublished(later.purchaseId, 'payment-settled');
    expect(await funding.call(first, 'POST', `/clawback-offsets/${proposed.offsets[0]?.offsetId}/decision`, { verdict: 'approve', reason: '再来' })).toMatchObject({ status: 409, body: { code: 'clawback.offset-decided' } });
    await funding.sound();
  });

  it('refuses what is not due, not owed, another agency\'s, or decided by whoever proposed it, and changes nothing', async () => {
    const { paid, later, caseId, decision, propose } = await upheld();
    const refused = async (body: object, status: number, code: string) => expect(await funding.call(officer, 'POST', `/clawbacks/${caseId}/offsets`, body)).toMatchObject({ status, body: { code } });
    await refused(propose().body, 409, 'clawback.no-refund-due');
    await decision();
    await refused(propose({ amountFen: String(CLAIM + 1n) }).body, 409, 'clawback.more-than-due');
    await refused(propose({ amountFen: '0' }).body, 409, 'clawback.more-than-due');
    await refused(propose({ trancheId: newId() }).body, 404, 'clawback.unknown-tranche');
    await refused(propose({ trancheId: paid.firstTranche }).body, 409, 'tranche.wrong-stage');
    await refused(propose({ trancheId: later.terms.tranches[1]?.trancheId }).body, 409, 'tranche.wrong-stage');
    expect(await funding.call(agency, 'POST', `/clawbacks/${caseId}/offsets`, propose().body)).toMatchObject({ status: 403 });
    const both = { ...officer, roles: ['finance-officer', 'finance-approver'] };
    const { offsets } = await funding.must<View>(both, 'POST', `/clawbacks/${caseId}/offsets`, propose({ amountFen: '1' }).body);
    await refused(propose().body, 409, 'clawback.offset-open');
    const path = `/clawback-offsets/${offsets[0]?.offsetId}/decision`;
    expect(await funding.call(both, 'POST', path, { verdict: 'approve', reason: 'x' })).toMatchObject({ status: 403, body: { code: 'clawback.proposer-may-not-decide', rule: 'R123' } });
    expect(await funding.call({ sub: 'officer-62', roles: ['finance-approver'], jurisdiction: '62' }, 'POST', path, { verdict: 'approve', reason: 'x' })).toMatchObject({ status: 404, body: { code: 'clawback.unknown-offset' } });
    await expect(funding.asApp(`UPDATE clawback_offset SET state = 'approved', decided_by = 'finance-officer', decided_at = '2026-03-03' WHERE id = '${offsets[0]?.offsetId}'`)).rejects.toThrow('clawback_offset_decided_by_another');
    expect(await funding.must(first, 'POST', path, { verdict: 'decline', reason: '仍请退款' })).toMatchObject({ status: 'awaiting-refund', refundedFen: '0', offsets: [{ state: 'declined' }] });
    expect(await family(later.firstTranche)).toEqual([{ stage: 'payable', fen: String(OWED) }]);
    await funding.sound();
  });

  it('is refused when a refund came meanwhile, and decided once by two who decide at the same time', async () => {
    const { later, caseId, decision, propose } = await upheld();
    await decision();
    const proposed = async (amount: bigint) => (await funding.must<View>(officer, 'POST', `/clawbacks/${caseId}/offsets`, propose({ amountFen: String(amount) }).body)).offsets.at(-1)?.offsetId;
    const decide = (person: typeof officer, offsetId: string | undefined, verdict: 'approve' | 'decline') => funding.call(person, 'POST', `/clawback-offsets/${offsetId}/decision`, { verdict, reason: '同意' });
    const refunded = async () => (await funding.must<{ refundedFen: string }>(agency, 'GET', `/clawbacks/${caseId}`)).refundedFen;
    const early = await proposed(CLAIM);
    const { paymentReference } = await funding.must<{ paymentReference: string }>(agency, 'GET', `/clawbacks/${caseId}`);
    await funding.treasury.ask('POST', '/payments', { endToEndId: paymentReference, debtorAccount: 'AGENCY-0001', creditorAccount: 'treasury-510104', amountFen: '1', currency: 'CNY', executionDate: '2026-03-02' });
    await eventually(async () => expect(await refunded()).toBe('1'), { within: 20_000 });
    expect(await decide(first, early, 'approve')).toMatchObject({ status: 409, body: { code: 'clawback.more-than-due' } });
    expect(await family(later.firstTranche)).toEqual([{ stage: 'payable', fen: String(OWED) }]);
    expect(await decide(first, early, 'decline')).toMatchObject({ status: 200 });
    const contested = await proposed(CLAIM - 1n);
    const answers = await Promise.all([decide(first, contested, 'approve'), decide(second, contested, 'decline'), decide(first, contested, 'approve'), decide(second, contested, 'decline')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const [{ state } = { state: '' }] = await funding.query<{ state: string }>(`SELECT state FROM clawback_offset WHERE id = $1`, [contested]);
    expect(await refunded()).toBe(state === 'approved' ? String(CLAIM) : '1');
    expect(await family(later.firstTranche)).toHaveLength(state === 'approved' ? 2 : 1);
    await funding.sound();
  });
});
