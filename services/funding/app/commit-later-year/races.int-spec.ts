import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractTerminated } from '@goufu/contracts';
import { isRefusal, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { CloseContractHandler } from '../close-contract/close-contract.handler.js';
import { OnProcurementContractTerminated } from '../close-contract/on-procurement-contract-terminated.consumer.js';
import { OpenBudgetLineHandler } from '../open-budget-line/open-budget-line.handler.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { callerFor, deliver, factOf, JURISDICTION, openWorld, SPENDING, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { COMMIT_LATER_YEAR } from './ask-for-later-years.js';
import { CommitLaterYearTask } from './commit-later-year.task.js';

const FIRST = 400_000_000n;
const LATER = 191_500_000n;

/** Others take the money of the later year meanwhile, contracts end, and what runs dies in the middle (R126). */
describe('the later year of contracts, while others are at it', () => {
  let world: World;
  const task = new CommitLaterYearTask(new ReleaseTrancheHandler());
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const commit = (lineId: Id) => (tx: Tx) => task.run({ id: newId(), kind: COMMIT_LATER_YEAR, key: newId(), dueAt: tx.now, payload: { lineId }, attempt: 1, jurisdiction: JURISDICTION }, tx);
  const reserve = (lineId: Id) => (tx: Tx) =>
    new ReserveBudgetHandler().reserve([{ purchaseId: newId(), title: '另一采购', asks: [{ lineId, year: 2027, fen: String(LATER) }], causedBy: { id: newId(), correlationId: newId(), jurisdiction: JURISDICTION }, spending: SPENDING }], tx);
  /** Contracts that count on the later year of one line, and the line of that year with so much. */
  async function foreseen(count: number, fen: bigint) {
    const lineId = await world.openLine(FIRST * BigInt(count));
    const contracts: Awaited<ReturnType<World['signed']>>[] = [];
    for (let i = 0; i < count; i += 1) contracts.push(await world.signed({ budgetSplit: [{ lineId, year: 2026, fen: String(FIRST) }, { lineId, year: 2027, fen: String(LATER) }] }));
    const body = { year: 2027, titleZh: '社区社会工作服务', source: 'district-budget' as const, allowedUse: '社会工作', amountFen: String(fen), continues: lineId };
    const opened = await new OpenBudgetLineHandler(world.unitOfWork).execute({ params: {}, query: {}, body }, callerFor('finance-officer-1'));
    if (isRefusal(opened)) throw new Error(opened.code);
    const next = opened.lineId;
    const ids = contracts.map(({ contractId }) => contractId);
    return {
      next,
      contracts,
      /** How many of the contracts have their later year, and how often that was told. */
      async made() {
        const [row] = await world.rows<{ made: number; fen: string }>(
          `SELECT (SELECT count(*)::int FROM commitment WHERE fiscal_year = 2027 AND made_at IS NOT NULL AND contract_id = ANY ($1)) AS made,
                  (SELECT coalesce(sum(balance_fen), 0)::text FROM holding_account WHERE stage = 'committed' AND line_id = $2) AS fen`, [ids, next]);
        const facts = await world.rows<{ body: string }>(`SELECT body FROM fact WHERE type = 'funding.commitment-recorded.v1' AND subject = ANY ($1)`, [contracts.map(({ purchaseId }) => purchaseId)]);
        const told = facts.filter(({ body }) => (JSON.parse(body) as { fen: string }).fen === String(LATER)).length;
        return { made: row?.made, committed: BigInt(row?.fen ?? 0), told };
      },
      left: async () => (await world.rows<{ fen: string }>(`SELECT balance_fen::text AS fen FROM line_account WHERE line_id = $1 AND stage = 'available' AND book = 'budget'`, [next]))[0]?.fen,
    };
  }
  const times = (count: number) => ({ made: count, committed: LATER * BigInt(count), told: count });
  const sound = async () => expect((await verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) })).discrepancies).toEqual([]);

  it('is committed once by however many look at it, and nothing is taken twice from what others reserve', async () => {
    const { next, made, left } = await foreseen(6, LATER * 4n + 1n);
    await Promise.all([...Array.from({ length: 3 }, () => world.run(reserve(next))), ...Array.from({ length: 5 }, () => world.run(commit(next)))]);
    const [taken] = await world.rows<{ count: number }>(`SELECT count(*)::int FROM reservation WHERE state = 'reserved' AND parts @> $1`, [JSON.stringify([{ lineId: next, amount: String(LATER) }])]);
    const reserved = taken?.count ?? 0;
    expect(await made()).toEqual(times(4 - reserved));
    expect(await left()).toBe('1');
    await sound();
  });

  it('goes back with a contract that ends at the same time', async () => {
    const { next, contracts, made, left } = await foreseen(3, LATER * 3n);
    const ended = new OnProcurementContractTerminated(new CloseContractHandler());
    const ends = contracts.slice(0, 2).map(({ contractId, purchaseId }) => deliver(world, ended, factOf(contractTerminated, purchaseId, { contractId, reason: '提前终止', fault: 'neither' as const, effectiveOn: '2026-03-02' })));
    await Promise.all([...ends, world.run(commit(next)), world.run(commit(next))]);
    await world.run(commit(next));
    expect((await made()).committed).toBe(LATER);
    expect(await left()).toBe(String(LATER * 2n));
    await sound();
  });

  it('is as it was when its connection dies in the middle, and is committed once by the next try', async () => {
    const { next, made, left } = await foreseen(2, LATER * 2n);
    const before = [await made(), await left(), await world.balances()];
    const dying = world.run(async (tx) => {
      await commit(next)(tx);
      await tx.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(dying).rejects.toThrow('terminat');
    expect([await made(), await left(), await world.balances()]).toEqual(before);
    await world.run(commit(next));
    await world.run(commit(next));
    expect(await made()).toEqual(times(2));
    expect(await left()).toBe('0');
    await sound();
  });
});
