import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isRefusal, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { takeInEntry } from '../import-statement/take-in-entry.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { orderPayments } from '../order-payment/order-payments.js';
import { insertCase } from '../persistence/clawback.repository.js';
import { readOpenSuspense } from '../persistence/statement.repository.js';
import { lockTranche } from '../persistence/tranche.repository.js';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';
import { LINE, PRICE, signedPurchase } from '../specs/purchase.js';
import { callerFor, JURISDICTION, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { AssignSuspenseHandler } from './assign-suspense.handler.js';

const OWED = 295_750_000n;
const FEE = 5_000n;
const where = { account: 'treasury-510104', jurisdiction: JURISDICTION };

/** The treasury's books count: what left and did not come back is paid, what came back is owed again, and two people say so (R116). */
describe('a suspended entry that belongs to a payment', () => {
  let world: World;
  let handler: AssignSuspenseHandler;
  let purchase: Awaited<ReturnType<typeof signedPurchase>>;
  let trancheId: Id;
  let attemptId: Id;
  const seal = new AccountSeal({ ACCOUNT_KEY: Buffer.alloc(32, 3) });
  beforeAll(async () => {
    world = await openWorld();
    handler = new AssignSuspenseHandler(world.unitOfWork);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    purchase = await signedPurchase(world);
    trancheId = purchase.trancheOf(1);
    await purchase.requested(trancheId);
    await purchase.filed();
    attemptId = await purchase.instructed(trancheId);
  });

  const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };
  const endToEndIdOf = async (id: Id) => (await world.rows<{ end_to_end_id: string }>(`SELECT end_to_end_id FROM payment_attempt WHERE id = $1`, [id]))[0]?.end_to_end_id ?? '';
  /** Taken in, and suspended; answers its id. */
  const suspended = async (direction: StatementEntry['direction'], amount: bigint): Promise<Id> => {
    const entry: StatementEntry = { entryRef: newId(), endToEndId: await endToEndIdOf(attemptId), direction, amount, bookedOn: '2026-03-05', counterparty: 'X' };
    await world.run((tx) => takeInEntry(tx, where, entry, seal, 'not-expected'));
    return (await readOpenSuspense(world.dataSource, '')).find(({ entryRef }) => entryRef === entry.entryRef)?.suspenseId ?? '';
  };
  const rejected = () => world.run((tx) => noteTreasuryAnswer(tx, attemptId, { kind: 'rejected', code: 'AC04' }).then(() => undefined));
  const propose = (suspenseIds: Id[]) => handler.propose({ params: {}, query: {}, body: { suspenseIds, attemptId, explanation: '银行来函' } }, callerFor('officer'));
  const decide = (assignmentId: Id, by = 'approver') => handler.decide({ params: { assignmentId }, query: {}, body: { verdict: 'confirm' } }, callerFor(by));
  /** What two people make of it, or why they cannot. */
  const assigned = async (...suspenseIds: Id[]): Promise<string> => {
    const proposed = await propose(suspenseIds);
    if (isRefusal(proposed)) return proposed.code;
    expect(await decide(proposed.assignmentId, 'officer')).toMatchObject({ code: 'suspense.same-person' });
    const decided = await decide(proposed.assignmentId);
    if (isRefusal(decided)) return decided.code;
    return 'meaning' in decided ? (decided.meaning ?? '') : decided.state;
  };
  const family = () =>
    world.rows<{ id: Id; stage: string; fen: string; covers: string }>(`SELECT id, stage, released_fen::text AS fen, covers_fen::text AS covers FROM tranche WHERE id = $1 OR supplements = $1 ORDER BY tranche_no`, [trancheId]);
  const told = async () => (await world.published(purchase.contract.purchaseId)).filter((type) => type.startsWith('payment-') || type === 'tranche-supplemented').slice(-2);
  /** Both books add up to nothing, and every balance is what the transfers make of it. */
  const balanced = async () => {
    expect((await verifyBooks(reads)).discrepancies).toEqual([]);
    expect(await world.rows(`SELECT book, sum(fen)::text AS fen FROM (SELECT book, balance_fen AS fen FROM line_account UNION ALL SELECT 'budget', balance_fen FROM holding_account) a GROUP BY book ORDER BY book`)).toEqual([
      { book: 'budget', fen: '0' },
      { book: 'cash', fen: '0' },
    ]);
  };
  /** And nothing of the line or the contract is lost. */
  const sound = async () => {
    await balanced();
    const { available, committed, payable, disbursed } = await purchase.money();
    expect([available, committed + payable + disbursed]).toEqual([LINE - PRICE, PRICE]);
  };

  it('settles what was called rejected, and nothing is paid in its place', async () => {
    await rejected();
    await purchase.requested(trancheId);
    expect(await assigned(await suspended('debit', OWED))).toBe('settles');
    expect(await family()).toMatchObject([{ stage: 'disbursed', fen: String(OWED) }]);
    expect(await world.rows(`SELECT status FROM payment_order WHERE tranche_id = $1 AND status NOT IN ('void', 'settled')`, [trancheId])).toEqual([]);
    expect(await world.rows(`SELECT state FROM payment_request WHERE tranche_id = $1 ORDER BY state`, [trancheId])).toEqual([{ state: 'closed' }, { state: 'paid' }]);
    expect((await told()).at(-1)).toBe('payment-settled');
    await sound();
    // And comes back as any payment may.
    expect(await assigned(await suspended('credit', OWED))).toBe('returns');
    expect(await family()).toMatchObject([{ stage: 'payable', fen: String(OWED) }]);
    await sound();
  });

  it('settles nothing that was paid otherwise since it was rejected: that is money gone twice, until it comes back', async () => {
    await rejected();
    await purchase.requested(trancheId);
    await world.run(async (tx) => orderPayments(tx, [await lockTranche(tx, trancheId)].flatMap((tranche) => tranche ?? [])));
    await purchase.paid(trancheId);
    const [debit, credit] = [await suspended('debit', OWED), await suspended('credit', OWED)];
    expect(await assigned(debit)).toBe('suspense.tranche-changed');
    await sound();
    const declined = await world.rows<{ id: Id }>(`SELECT id FROM suspense_assignment WHERE attempt_id = $1 AND state = 'proposed'`, [attemptId]);
    for (const { id } of declined) await handler.decide({ params: { assignmentId: id }, query: {}, body: { verdict: 'decline' } }, callerFor('approver'));
    expect(await assigned(debit, credit)).toBe('changes-nothing');
    expect(await family()).toMatchObject([{ stage: 'disbursed', fen: String(OWED) }]);
    await sound();
  });

  it('gives a part back: what did not come back stays paid, what did is owed again, and never more', async () => {
    await purchase.settled(attemptId);
    expect(await assigned(await suspended('credit', OWED + 1n))).toBe('suspense.more-than-paid');
    expect(await assigned(await suspended('credit', OWED - FEE))).toBe('returns-part');
    expect(await family()).toMatchObject([
      { stage: 'disbursed', fen: String(FEE), covers: String(FEE) },
      { stage: 'payable', fen: String(OWED - FEE), covers: String(OWED - FEE) },
    ]);
    expect(await purchase.money()).toMatchObject({ disbursed: FEE, payable: OWED - FEE });
    expect((await told()).toSorted()).toEqual(['payment-returned-in-part', 'tranche-supplemented']);
    await sound();
    // What came back is asked for again, and the bank gives its fee back: all of the first payment came back then.
    expect(await assigned(await suspended('credit', FEE + 1n))).toBe('suspense.more-than-paid');
    expect(await assigned(await suspended('credit', FEE))).toBe('returns');
    expect(await family()).toMatchObject([{ stage: 'payable', fen: String(FEE) }, { stage: 'payable', fen: String(OWED - FEE) }]);
    expect(await purchase.money()).toMatchObject({ disbursed: 0n, payable: OWED });
    await sound();
  });

  it('gives several parts back, of an ended contract and a closed line too', async () => {
    await purchase.settled(attemptId);
    await purchase.terminated();
    const ended = await purchase.money();
    await world.run((tx) => tx.query(`UPDATE budget_line SET closed_at = $2 WHERE id = $1`, [purchase.contract.budgetSplit[0]?.lineId, tx.now]));
    for (const part of [100n, 200n]) expect(await assigned(await suspended('credit', part))).toBe('returns-part');
    expect(await family()).toMatchObject([{ stage: 'disbursed', fen: String(OWED - 300n) }, { stage: 'payable', fen: '100' }, { stage: 'payable', fen: '200' }]);
    expect(await purchase.money()).toEqual({ ...ended, disbursed: OWED - 300n, payable: 300n });
    await balanced();
  });

  it('gives nothing back of a payment that is asked back, nor of one that came back meanwhile', async () => {
    await purchase.settled(attemptId);
    const { contractId, purchaseId, agency } = purchase.contract;
    const claim = { ground: 'vacancy' as const, statement: '空缺', evidenceIds: [newId()], claimed: 1n, raisedBy: 'officer', replyUntil: '2026-03-16' };
    await world.run((tx) => insertCase(tx, { id: newId(), trancheId, contractId, purchaseId, agencyOrgId: agency.orgId, jurisdiction: JURISDICTION, ...claim }));
    const credit = await suspended('credit', 100n);
    expect(await assigned(credit)).toBe('suspense.clawback-open');
    await world.run((tx) => tx.query(`UPDATE clawback_case SET status = 'waived', verdict = 'waive', verdict_reason = 'x', decided_by = 'service:spec', decided_at = $2 WHERE tranche_id = $1`, [trancheId, tx.now]));
    const proposed = await propose([credit]);
    if (isRefusal(proposed)) throw new Error(proposed.code);
    const back = { entryRef: newId(), endToEndId: '', direction: 'credit' as const, amount: OWED, bookedOn: '2026-03-05', counterparty: '' };
    await world.run((tx) => noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry: back }).then(() => undefined));
    expect(await decide(proposed.assignmentId)).toMatchObject({ code: 'suspense.does-not-add-up' });
    await sound();
  });

  it('is decided once by people who decide at the same time', async () => {
    await purchase.settled(attemptId);
    const proposed = await propose([await suspended('credit', 100n)]);
    if (isRefusal(proposed)) throw new Error(proposed.code);
    const decided = await Promise.all(['one', 'two', 'three'].map((by) => decide(proposed.assignmentId, by)));
    expect(decided.filter((each) => !isRefusal(each))).toHaveLength(1);
    expect(await family()).toHaveLength(2);
    await sound();
  });
});
