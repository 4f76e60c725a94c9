import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Grade } from '@goufu/contracts';
import type { Fen, Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { insertEntry } from '../persistence/statement.repository.js';
import { takeRefund } from '../settle-clawback/take-refund.js';
import { signedPurchase } from '../specs/purchase.js';
import { contractTerms, JURISDICTION, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { noteTreasuryAnswer } from './note-treasury-answer.js';

const AMOUNT = 101_856_300n;
const GOOD = 81_485_040n;
const PASS = 50_928_150n;
const CAME = 1_000n;
const FACTORS: Partial<Record<Grade, number>> = { good: 8_000, pass: 5_000 };

/** Results take away what was paid and grant it again in a supplement, the agency refunds a part, and the bank sends all of it back (R116, R123). */
describe('a payment that comes back while a supplement grants again what is still to be refunded', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  afterEach(async () => {
    const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };
    expect((await verifyBooks(reads)).discrepancies).toEqual([]);
  });

  /** The mid-term tranche paid in full. */
  async function paid() {
    const base = contractTerms(await world.openLine(800_000_000n));
    const payFactors = (['excellent', 'good', 'pass'] as const).map((grade) => ({ grade, factorBp: FACTORS[grade] ?? 10_000, effect: 'release' as const }));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches: base.tranches.map((tranche) => (tranche.no === 2 ? { ...tranche, payFactors } : tranche)) });
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'excellent');
    const attemptId = await purchase.instructed(trancheId);
    await purchase.settled(attemptId);
    const cases = () => world.rows<{ id: Id; status: string; due: string; refunded: string }>(`SELECT id, status, due_fen::text AS due, refunded_fen::text AS refunded FROM clawback_case WHERE tranche_id = $1 ORDER BY raised_at, id`, [trancheId]);
    const family = () => world.rows(`SELECT stage, released_fen::text AS fen, covers_fen::text AS covers FROM tranche WHERE id = $1 OR supplements = $1 ORDER BY tranche_no`, [trancheId]);
    const told = async () => (await world.published(purchase.contract.purchaseId)).filter((type) => type.startsWith('clawback-'));
    return { purchase, trancheId, attemptId, cases, family, told };
  }

  const entryOf = (amount: Fen) => ({ entryRef: newId(), endToEndId: newId(), direction: 'credit' as const, amount, bookedOn: '2026-03-05', counterparty: 'AGENCY-0001' });

  /** The open case of a tranche is upheld as two people decide it, and so much comes back; all of it, when no amount is said. */
  async function refunded(trancheId: Id, came?: Fen): Promise<void> {
    const [open] = await world.rows<{ id: Id; claimed_fen: string }>(`SELECT id, claimed_fen FROM clawback_case WHERE tranche_id = $1 AND status = 'awaiting-reply'`, [trancheId]);
    const caseId = open?.id ?? '';
    const proposal = newId();
    await world.rows(
      `INSERT INTO clawback_proposal (id, case_id, jurisdiction, verdict, due_fen, reason, required_roles, proposed_by, proposed_at)
       SELECT $2, id, jurisdiction, 'approve', claimed_fen, '核实', ARRAY['finance-approver'], 'officer', '2026-03-02' FROM clawback_case WHERE id = $1`,
      [caseId, proposal],
    );
    await world.rows(`INSERT INTO clawback_approval (proposal_id, approver, role, jurisdiction, reason, approved_at) VALUES ($1, 'approver', 'finance-approver', $2, '同意', '2026-03-02')`, [proposal, JURISDICTION]);
    await world.run((tx) => tx.query(`UPDATE clawback_case SET verdict = 'approve', due_fen = claimed_fen, status = 'awaiting-refund', decided_by = 'approver', replied_at = $2, decided_at = $2, refund_until = '2026-04-01', changed_at = $2 WHERE id = $1`, [caseId, tx.now]));
    const entry = entryOf(came ?? BigInt(open?.claimed_fen ?? 0));
    await world.run(async (tx) => {
      expect(await takeRefund(tx, 'spec', caseId, entry)).toEqual({ excess: 0n });
      await insertEntry(tx, { account: 'spec', jurisdiction: JURISDICTION, entry, attemptId: undefined, outcome: 'refunded' });
    });
  }
  const sentBack = (attemptId: Id) => world.run((tx) => noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry: { ...entryOf(AMOUNT), returnCode: 'AC04' } }).then(() => undefined));

  it('is owed again below the supplement, and refunds the rest', async () => {
    const { purchase, trancheId, attemptId, cases, family, told } = await paid();
    await purchase.revised('mid-term', 'good');
    await refunded(trancheId, CAME);
    await purchase.revised('mid-term', 'excellent', { revision: 3 });
    const before = await purchase.money();
    await sentBack(attemptId);
    expect(await family()).toEqual([
      { stage: 'payable', fen: String(GOOD), covers: String(GOOD) },
      { stage: 'payable', fen: String(AMOUNT - GOOD), covers: String(AMOUNT - GOOD) },
    ]);
    expect(await purchase.money()).toEqual({ ...before, payable: AMOUNT, disbursed: 0n, available: before.available + AMOUNT - GOOD - CAME });
    expect(await cases()).toMatchObject([{ status: 'settled', due: String(AMOUNT - GOOD), refunded: String(AMOUNT - GOOD) }]);
    expect(await told()).toEqual(['clawback-raised', 'clawback-settled']);
  });

  it('is refunded with all of it when the supplement grants all of it', async () => {
    const { purchase, trancheId, attemptId, cases, family } = await paid();
    await purchase.published('mid-term', 'fail', { attempt: 2 });
    await refunded(trancheId, CAME);
    await purchase.revised('mid-term', 'excellent', { attempt: 2 });
    const before = await purchase.money();
    await sentBack(attemptId);
    expect(await family()).toEqual([
      { stage: 'disbursed', fen: String(AMOUNT), covers: '0' },
      { stage: 'payable', fen: String(AMOUNT), covers: String(AMOUNT) },
    ]);
    expect(await purchase.money()).toEqual({ ...before, disbursed: 0n, available: before.available + AMOUNT - CAME });
    expect(await cases()).toMatchObject([{ status: 'settled', refunded: String(AMOUNT) }]);
    // What the last result says of it afterwards concerns the supplement alone.
    await purchase.revised('mid-term', 'good', { attempt: 2, revision: 3 });
    expect((await purchase.money()).payable).toBe(GOOD);
    expect((await cases()).length).toBe(1);
  });

  it('was refunded and granted again twice, and each part is committed anew once', async () => {
    const { purchase, trancheId, family } = await paid();
    const before = await purchase.money();
    await purchase.revised('mid-term', 'good');
    await refunded(trancheId);
    await purchase.revised('mid-term', 'excellent', { revision: 3 });
    await purchase.revised('mid-term', 'pass', { revision: 4 });
    await refunded(trancheId);
    await purchase.revised('mid-term', 'excellent', { revision: 5 });
    expect(await family()).toMatchObject([
      { stage: 'disbursed', covers: String(PASS) },
      { stage: 'payable', fen: String(AMOUNT - GOOD) },
      { stage: 'payable', fen: String(GOOD - PASS) },
    ]);
    expect(await purchase.money()).toEqual({ ...before, disbursed: PASS, payable: AMOUNT - PASS });
  });
});
