import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { causedId, newId } from '@goufu/messaging';
import { resultRevised, type Grade } from '@goufu/contracts';
import { readWaiting } from '../get-stuck-money/stuck-money.js';
import { FindStuckMoneyTask } from '../find-stuck-money/find-stuck-money.task.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { takeRefund } from '../settle-clawback/take-refund.js';
import { insertEntry } from '../persistence/statement.repository.js';
import { OnEvaluationResultRevised } from '../release-tranche/on-evaluation-result-revised.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { signedPurchase } from '../specs/purchase.js';
import { contractTerms, deliver, factOf, JURISDICTION, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';

const AMOUNT = 101_856_300n;
const GOOD = 81_485_040n;

/** A revised result that does not bear what was paid raises a case by itself, and one that bears it again withdraws it (R123). */
describe('a case that the service raises', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };
  const consumer = new OnEvaluationResultRevised(new ReleaseTrancheHandler());

  /** The mid-term tranche paid in full. */
  async function paid() {
    const lineId = await world.openLine(800_000_000n);
    const base = contractTerms(lineId);
    const graded = base.tranches.map((tranche) => ({ ...tranche, payFactors: tranche.payFactors.map((factor) => (factor.grade === 'good' ? { ...factor, factorBp: 8_000 } : factor)) }));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches: graded });
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'excellent');
    const attemptId = await purchase.instructed(trancheId);
    await purchase.settled(attemptId);
    const { contractId, purchaseId } = purchase.contract;
    const revision = (of: number, grade: Grade) =>
      factOf(resultRevised, purchaseId, {
        resultId: causedId(trancheId, `result/${of}`), roundId: newId(), contractId, agencyOrgId: newId(), evaluationCode: 'mid-term', kind: 'mid-term', attempt: 1, scoreBp: 8_000, grade,
        vetoes: [], templateId: newId(), templateVersion: 1, profileVersion: 'spec', publishedAt: '2026-09-30T08:00:00.000Z', revision: of, supersedes: newId(),
      });
    const cases = () => world.rows<{ id: Id; status: string; fen: string }>(`SELECT id, status, claimed_fen::text AS fen FROM clawback_case WHERE tranche_id = $1 ORDER BY raised_at, id`, [trancheId]);
    const stuck = async () => (await readWaiting(reads, { jurisdiction: 'CN' }, world.clock.now())).filter((amount) => amount.contractId === contractId && ['awaiting-reply', 'awaiting-decision', 'awaiting-refund'].includes(amount.stage));
    const told = async () => (await world.published(purchaseId)).filter((type) => type.startsWith('clawback-'));
    return { purchase, trancheId, attemptId, revision, cases, stuck, told };
  }
  const find = () => world.run((tx) => new FindStuckMoneyTask().run({ id: newId(), kind: 'find-stuck-money', key: 'daily', dueAt: tx.now, payload: {}, attempt: 1, jurisdiction: JURISDICTION }, tx));
  /** A finance officer proposes to uphold it. */
  const proposed = async (caseId: Id | undefined): Promise<Id | undefined> => {
    const rows = await world.rows<{ id: Id }>(
      `INSERT INTO clawback_proposal (id, case_id, jurisdiction, verdict, due_fen, reason, required_roles, proposed_by, proposed_at)
       SELECT $2, id, jurisdiction, 'approve', claimed_fen, '核实', ARRAY['finance-approver'], 'officer', '2026-03-02' FROM clawback_case WHERE id = $1 RETURNING id`,
      [caseId, newId()],
    );
    return rows[0]?.id;
  };
  const sound = async () => expect((await verifyBooks(reads)).discrepancies).toEqual([]);

  it('is raised once, waits with its deadline where everybody sees it, and is withdrawn when a later result bears what was paid', async () => {
    const { purchase, revision, cases, stuck, told } = await paid();
    const lower = revision(2, 'good');
    const before = await purchase.money();
    await deliver(world, consumer, lower);
    await deliver(world, consumer, lower, lower);
    expect(await cases()).toMatchObject([{ status: 'awaiting-reply', fen: String(AMOUNT - GOOD) }]);
    expect(await stuck()).toMatchObject([{ stage: 'awaiting-reply', amountFen: String(AMOUNT - GOOD), owner: 'agency', payBy: '2026-03-16', nextActions: ['reply'], overdue: false }]);
    world.clock.set('2026-03-17T01:00:00.000Z');
    expect(await stuck()).toMatchObject([{ stage: 'awaiting-reply', owner: 'finance-officer', payBy: '2026-03-16', nextActions: ['propose-decision'], overdue: true, since: '2026-03-02T01:00:00.000Z' }]);
    const [raised] = await cases();
    const proposal = await proposed(raised?.id);
    expect(await stuck()).toMatchObject([{ stage: 'awaiting-reply', owner: 'finance-approver', nextActions: ['decide'], overdue: true }]);
    await find();
    await find();
    const noted = () => world.rows(`SELECT stage, cleared_at IS NOT NULL AS cleared FROM stuck_money WHERE subject_id = $1`, [raised?.id]);
    expect(await noted()).toEqual([{ stage: 'awaiting-reply', cleared: false }]);
    await deliver(world, consumer, revision(3, 'excellent'));
    expect(await cases()).toMatchObject([{ status: 'waived' }]);
    expect(await stuck()).toEqual([]);
    expect(await world.rows(`SELECT state FROM clawback_proposal WHERE id = $1`, [proposal])).toEqual([{ state: 'withdrawn' }]);
    await find();
    expect(await noted()).toEqual([{ stage: 'awaiting-reply', cleared: true }]);
    expect((await world.published(purchase.contract.purchaseId)).at(-1)).toBe('stuck-money-cleared');
    expect(await told()).toEqual(['clawback-raised', 'clawback-settled']);
    expect(await purchase.money()).toEqual(before);
    world.clock.set('2026-03-02T01:00:00.000Z');
    await sound();
  });

  it('is not raised when the revisions come in the other order, or both in one chunk', async () => {
    const [late, together] = [await paid(), await paid()];
    await deliver(world, consumer, late.revision(3, 'excellent'));
    await deliver(world, consumer, late.revision(2, 'good'));
    await deliver(world, consumer, together.revision(2, 'good'), together.revision(3, 'excellent'));
    for (const { cases, told } of [late, together]) expect([await cases(), await told()]).toEqual([[], []]);
  });

  it('leaves what was refunded on the line when the bank returns the payment, and grants it again above when a later result does', async () => {
    const { purchase, trancheId, attemptId, revision, cases, stuck } = await paid();
    await deliver(world, consumer, revision(2, 'good'));
    const [raised] = await cases();
    const refund = AMOUNT - GOOD;
    const upheld = () =>
      world.run((tx) => tx.query(`UPDATE clawback_case SET verdict = 'approve', due_fen = claimed_fen, status = 'awaiting-refund', decided_by = 'approver', replied_at = $2, decided_at = $2, refund_until = '2026-04-01', changed_at = $2 WHERE id = $1`, [raised?.id, tx.now]));
    // Nobody raised it, and still it takes two people.
    await expect(upheld()).rejects.toThrow('as one person proposed and others approved');
    const proposal = await proposed(raised?.id);
    await expect(upheld()).rejects.toThrow('as one person proposed and others approved');
    await world.rows(`INSERT INTO clawback_approval (proposal_id, approver, role, jurisdiction, reason, approved_at) VALUES ($1, 'approver', 'finance-approver', $2, '同意', '2026-03-02')`, [proposal, JURISDICTION]);
    await upheld();
    world.clock.set('2026-04-02T01:00:00.000Z');
    expect(await stuck()).toMatchObject([{ stage: 'awaiting-refund', owner: 'agency', payBy: '2026-04-01', amountFen: String(refund), overdue: true }]);
    world.clock.set('2026-03-02T01:00:00.000Z');
    const entry = { entryRef: newId(), endToEndId: newId(), direction: 'credit' as const, amount: refund, bookedOn: '2026-03-05', counterparty: 'AGENCY-0001' };
    await world.run(async (tx) => {
      expect(await takeRefund(tx, 'spec', raised?.id ?? '', entry)).toEqual({ excess: 0n });
      await insertEntry(tx, { account: 'spec', jurisdiction: JURISDICTION, entry, attemptId: undefined, outcome: 'refunded' });
    });
    const before = await purchase.money();
    await world.run((tx) => noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry: { ...entry, entryRef: newId(), amount: AMOUNT, returnCode: 'AC04' } }).then(() => undefined));
    expect(await purchase.money()).toEqual({ ...before, disbursed: 0n, payable: GOOD });
    const family = () => world.rows(`SELECT stage, released_fen::text AS fen, covers_fen::text AS covers FROM tranche WHERE id = $1 OR supplements = $1 ORDER BY tranche_no`, [trancheId]);
    expect(await family()).toEqual([{ stage: 'payable', fen: String(GOOD), covers: String(GOOD) }, { stage: 'forfeited', fen: '0', covers: String(refund) }]);
    await deliver(world, consumer, revision(3, 'excellent'));
    expect(await family()).toMatchObject([{ stage: 'payable', fen: String(GOOD) }, { stage: 'payable', fen: String(refund) }]);
    expect((await purchase.money()).payable).toBe(AMOUNT);
    await sound();
  });
});
