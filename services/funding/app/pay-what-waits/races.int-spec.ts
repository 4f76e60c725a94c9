import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { appropriate, uncommit } from '../../domain/ledger/posting.js';
import { post } from '../persistence/ledger.repository.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { PRICE, signedPurchase } from '../specs/purchase.js';
import { JURISDICTION, openWorld, SPENDING, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { PAY_WHAT_WAITS } from './ask-for-waiting.js';
import { PayWhatWaitsTask } from './pay-what-waits.task.js';

/** What the tranche of the second evaluation is owed, and nothing is committed for. */
const OWED = 118_300_000n;

/** Others take the line's money meanwhile, and what runs dies in the middle. */
describe('what waits for its line, while others are at it', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const task = new PayWhatWaitsTask();
  const pay = (lineId: Id, tx: Tx) => task.run({ id: newId(), kind: PAY_WHAT_WAITS, key: lineId, dueAt: tx.now, payload: { lineId }, attempt: 1, jurisdiction: JURISDICTION }, tx);
  const reserve = (lineId: Id, fen: bigint, purchaseId = newId()) => (tx: Tx) =>
    new ReserveBudgetHandler().reserve([{ purchaseId, title: '另一采购', asks: [{ lineId, year: 2026, fen: String(fen) }], causedBy: { id: newId(), correlationId: newId(), jurisdiction: JURISDICTION }, spending: SPENDING }], tx);
  const credit = (lineId: Id, fen: bigint) => (tx: Tx) => post(tx, [{ eventId: newId(), reason: 'appropriation-changed', jurisdiction: JURISDICTION, transfers: appropriate({ lineId, year: 2026 }, fen) }]);
  const runDue = async (lineId: Id) => {
    const due = await world.rows<{ id: string }>(`SELECT id FROM due_task WHERE kind = $1 AND state = 'due' AND payload ->> 'lineId' = $2`, [PAY_WHAT_WAITS, lineId]);
    for (const { id } of due) {
      await world.rows(`UPDATE due_task SET state = 'done' WHERE id = $1`, [id]);
      await world.run((tx) => pay(lineId, tx));
    }
  };
  const sound = async () => expect((await verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) })).discrepancies).toEqual([]);

  /** Contracts of one line of which all money, and all that was committed for them, is reserved for others. */
  async function drained(count: number) {
    const lineId = await world.openLine(PRICE * BigInt(count));
    const purchases: Awaited<ReturnType<typeof signedPurchase>>[] = [];
    for (let i = 0; i < count; i += 1) {
      const purchase = await signedPurchase(world, { budgetSplit: [{ lineId, year: 2026, fen: String(PRICE) }] });
      const { contractId, purchaseId } = purchase.contract;
      const [part] = await world.rows<{ id: Id }>(`SELECT id FROM commitment WHERE contract_id = $1`, [contractId]);
      const transfers = uncommit({ commitmentId: part?.id ?? '', lineId, year: 2026, amount: PRICE });
      await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: JURISDICTION, purchaseId, transfers }]));
      purchases.push(purchase);
    }
    const others = newId();
    await world.run(reserve(lineId, PRICE * BigInt(count), others));
    const standing = () => world.rows<{ stage: string; short: boolean }>(`SELECT stage, short_line IS NOT NULL AS short FROM tranche WHERE tranche_no = 3 AND contract_id = ANY ($1) ORDER BY stage`, [purchases.map(({ contract }) => contract.contractId)]);
    return { lineId, purchases, others, standing };
  }
  const waits = { stage: 'committed', short: true };
  const owed = { stage: 'payable', short: false };

  it('is paid once by however many look at it at the same time, and nothing is taken twice from what others reserve', async () => {
    const { lineId, purchases, standing } = await drained(6);
    for (const purchase of purchases) await purchase.published('second', 'excellent');
    await runDue(lineId);
    expect(await standing()).toEqual(Array.from({ length: 6 }, () => waits));
    await world.run(credit(lineId, OWED * 4n + 1n));
    const taking = Array.from({ length: 3 }, () => world.run(reserve(lineId, OWED)));
    await Promise.all([...taking, ...Array.from({ length: 5 }, () => world.run((tx) => pay(lineId, tx)))]);
    const [taken] = await world.rows<{ count: number }>(`SELECT count(*)::int FROM reservation WHERE state = 'reserved' AND parts @> $1`, [JSON.stringify([{ lineId, amount: String(OWED) }])]);
    const reserved = taken?.count ?? 0;
    const stages = await standing();
    expect(stages.filter(({ stage }) => stage === 'payable')).toHaveLength(4 - reserved);
    const left = await world.rows<{ fen: string }>(`SELECT balance_fen::text AS fen FROM line_account WHERE line_id = $1 AND stage = 'available'`, [lineId]);
    expect(left).toEqual([{ fen: '1' }]);
    const told = await Promise.all(purchases.map((purchase) => purchase.told()));
    expect(told.filter((types) => types.includes('tranche-released'))).toHaveLength(4 - reserved);
    expect(told.flat().filter((type) => type === 'tranche-released')).toHaveLength(4 - reserved);
    await sound();
  });

  it('is not forgotten when its money comes while it begins to wait, and neither sees the other', async () => {
    const { lineId, purchases, others, standing } = await drained(1);
    const contractId = purchases[0]?.contract.contractId ?? '';
    const evidence = { kind: 'evaluation', evaluationCode: 'second', resultId: newId(), attempt: 1, revision: 1, grade: 'excellent' } as const;
    await world.run(async (tx) => {
      await new ReleaseTrancheHandler().note([{ factId: newId(), contractId, evidence }], tx);
      await world.run((another) => new ReserveBudgetHandler().release(others, 'purchase-cancelled', { id: newId(), correlationId: others, jurisdiction: JURISDICTION }, another));
    });
    expect(await standing()).toEqual([waits]);
    await runDue(lineId);
    expect(await standing()).toEqual([owed]);
    await sound();
  });

  it('is paid whether its money comes before, while or after it begins to wait', async () => {
    const { lineId, purchases, standing } = await drained(6);
    await Promise.all(purchases.flatMap((purchase) => [purchase.published('second', 'excellent'), world.run(credit(lineId, OWED))]));
    await runDue(lineId);
    expect(await standing()).toEqual(Array.from({ length: 6 }, () => owed));
    await sound();
  });

  it('is as it was when its connection dies in the middle, and is paid once by the next try', async () => {
    const { lineId, purchases, standing } = await drained(2);
    for (const purchase of purchases) await purchase.published('second', 'excellent');
    await world.run(credit(lineId, OWED * 2n));
    const before = [await standing(), await world.balances(), await purchases[0]?.told()];
    const dying = world.run(async (tx) => {
      await pay(lineId, tx);
      await tx.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(dying).rejects.toThrow('terminat');
    expect([await standing(), await world.balances(), await purchases[0]?.told()]).toEqual(before);
    await runDue(lineId);
    expect(await standing()).toEqual([owed, owed]);
    await sound();
  });
});
