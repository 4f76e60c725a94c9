import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal, type Id } from '@goufu/kernel';
import { causedId, newId } from '@goufu/messaging';
import { AllotBudgetLineHandler } from '../allot-budget-line/allot-budget-line.handler.js';
import { ApproveLineTransferHandler } from '../approve-line-transfer/approve-line-transfer.handler.js';
import { ChangeBudgetLineHandler } from '../change-budget-line/change-budget-line.handler.js';
import { CloseBudgetYearHandler } from '../close-budget-year/close-budget-year.handler.js';
import { RequestLineTransferHandler } from '../request-line-transfer/request-line-transfer.handler.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { FindStuckMoneyTask } from '../find-stuck-money/find-stuck-money.task.js';
import { readWaiting } from '../get-stuck-money/stuck-money.js';
import { insertLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { appropriate, uncommit } from '../../domain/ledger/posting.js';
import { LINE, PRICE, signedPurchase } from '../specs/purchase.js';
import { callerFor, contractTerms, JURISDICTION, openWorld, SPENDING, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { PAY_WHAT_WAITS, type PayWhatWaits } from './ask-for-waiting.js';
import { PayWhatWaitsTask } from './pay-what-waits.task.js';

const AMOUNT = 101_856_300n;
const GOOD = 81_485_040n;
const REST = AMOUNT - GOOD;
const officer = callerFor('finance-officer-1');

/** What is granted and its line cannot pay waits for the line, whatever brings it money (R10, R115). */
describe('what waits for its line', () => {
  let world: World;
  const task = new PayWhatWaitsTask();
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** Runs what is due, as the runner would, twice each: a second run changes nothing. */
  const runDue = async (): Promise<void> => {
    const due = await world.rows<{ id: string; payload: PayWhatWaits }>(`SELECT id, payload FROM due_task WHERE kind = $1 AND state = 'due'`, [PAY_WHAT_WAITS]);
    for (const { id, payload } of due) {
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        await world.run(async (tx) => {
          await tx.query(`UPDATE due_task SET state = 'done' WHERE id = $1`, [id]);
          await task.run({ id, kind: PAY_WHAT_WAITS, key: id, dueAt: world.clock.now(), payload, attempt, jurisdiction: JURISDICTION }, tx);
        });
      }
    }
  };
  const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };
  const sound = async () => expect((await verifyBooks(reads)).discrepancies).toEqual([]);
  const emptied = (lineId: Id, fen: bigint) =>
    world.run((tx) => new ReserveBudgetHandler().reserve([{ purchaseId: newId(), title: '另一采购', asks: [{ lineId, year: 2026, fen: String(fen) }], causedBy: { id: newId(), correlationId: newId(), jurisdiction: JURISDICTION }, spending: SPENDING }], tx));
  const must = async <Result>(asked: Promise<Result>): Promise<Exclude<Result, { refused: true }>> => {
    const result = await asked;
    if (isRefusal(result)) throw new Error(result.code);
    return result as Exclude<Result, { refused: true }>;
  };

  /** A line of which all that the contract does not need is reserved for others. */
  async function contractOn(lineId: Id) {
    const base = contractTerms(lineId);
    const graded = base.tranches.map((tranche) => ({ ...tranche, payFactors: tranche.payFactors.map((factor) => (factor.grade === 'good' ? { ...factor, factorBp: 8_000 } : factor)) }));
    return signedPurchase(world, { budgetSplit: base.budgetSplit, tranches: graded });
  }

  /** Its mid-term tranche paid as a good result grants, and its contract over. */
  async function paidAndOver(lineId: Id) {
    const purchase = await contractOn(lineId);
    const trancheId = purchase.trancheOf(2);
    await purchase.requested(trancheId);
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    await purchase.paid(trancheId);
    await purchase.terminated();
    const supplement = async () => (await world.rows<{ id: Id; stage: string; fen: string; short_line: Id | null; lacks: string | null; revision: number }>(
      `SELECT id, stage, released_fen::text AS fen, short_line, short_fen::text AS lacks, revision FROM tranche WHERE supplements = $1`, [trancheId]))[0];
    return { purchase, lineId, trancheId, supplement };
  }

  /** Then granted in full, when the line has nothing for the rest. */
  async function shortSupplement(openLine: () => Promise<Id> = () => world.openLine(LINE)) {
    const lineId = await openLine();
    const short = await paidAndOver(lineId);
    await emptied(lineId, (await short.purchase.money()).available);
    await short.purchase.revised('mid-term', 'excellent');
    return short;
  }
  type Short = Awaited<ReturnType<typeof shortSupplement>>;
  const revisionOf = async (lineId: Id) => (await world.rows<{ revision: number }>(`SELECT revision FROM budget_line WHERE id = $1`, [lineId]))[0]?.revision ?? 0;
  const raise = async (lineId: Id, by: bigint) => {
    const [line] = await world.rows<{ fen: string }>(`SELECT appropriated_fen::text AS fen FROM budget_line WHERE id = $1`, [lineId]);
    const body = { amountFen: String(BigInt(line?.fen ?? 0) + by), revision: await revisionOf(lineId), reason: '追加' };
    await must(new ChangeBudgetLineHandler(world.unitOfWork).execute({ params: { lineId }, query: {}, body }, officer));
  };
  const paidNow = async ({ supplement, purchase }: Short) => {
    await runDue();
    expect(await supplement()).toMatchObject({ stage: 'payable', fen: String(REST), short_line: null });
    expect((await purchase.money()).payable).toBe(REST);
    await sound();
  };
  const stuckOf = async ({ purchase }: Pick<Short, 'purchase'>) => (await readWaiting(reads, { jurisdiction: 'CN' }, world.clock.now())).filter(({ contractId, stage }) => contractId === purchase.contract.contractId && stage === 'awaiting-budget');

  it('is a supplement that waits, seen by whoever looks for stuck money, and told once', async () => {
    const short = await shortSupplement();
    const { purchase, lineId, supplement } = short;
    expect(await supplement()).toMatchObject({ stage: 'cancelled', fen: '0', short_line: lineId, lacks: String(REST) });
    expect((await purchase.told()).slice(-2)).toEqual(['tranche-supplemented', 'tranche-withheld']);
    await runDue();
    world.clock.set('2026-03-20T01:00:00.000Z');
    expect(await stuckOf(short)).toMatchObject([
      {
        amountFen: String(REST),
        owner: 'finance-officer',
        since: '2026-03-02T01:00:00.000Z',
        days: 18,
        waitingFor: [{ condition: 'sufficient-commitment', of: lineId, rule: 'R115', lacksFen: String(REST) }],
        nextActions: ['fund-line'],
        overdue: true,
      },
    ]);
    await world.run((tx) => new FindStuckMoneyTask().run({ id: newId(), kind: 'find-stuck-money', key: 'daily', dueAt: tx.now, payload: {}, attempt: 1, jurisdiction: JURISDICTION }, tx));
    expect((await world.published(purchase.contract.purchaseId)).at(-1)).toBe('stuck-money-raised');
    world.clock.set('2026-03-02T01:00:00.000Z');
    await purchase.revised('mid-term', 'excellent', { revision: 3 });
    expect((await purchase.told()).filter((type) => type === 'tranche-withheld')).toHaveLength(1);
    await raise(lineId, REST - 1n);
    await runDue();
    expect(await supplement()).toMatchObject({ stage: 'cancelled', lacks: '1' });
    await raise(lineId, 1n);
    await paidNow(short);
    expect(await stuckOf(short)).toEqual([]);
    expect((await purchase.told()).at(-1)).toBe('tranche-released');
  });

  it('is paid when the line is allotted', async () => {
    const openLine = () =>
      world.run(async (tx) => {
        const id = newId();
        await insertLine(tx, { id, jurisdiction: JURISDICTION, year: 2026, titleZh: '分次', source: 'district-budget', allowedUse: '社会工作', appropriated: PRICE + REST, allotment: 'in-parts' });
        const at = { lineId: id, year: 2026 };
        post(tx, [{ eventId: id, reason: 'opened', jurisdiction: JURISDICTION, transfers: [...appropriate(at, PRICE), ...appropriate(at, REST, 'unallotted')] }]);
        return id;
      });
    const short = await shortSupplement(openLine);
    const { lineId } = short;
    await must(new AllotBudgetLineHandler(world.unitOfWork).execute({ params: { lineId }, query: {}, body: { amountFen: String(REST), revision: await revisionOf(lineId), reason: '第二次分配' } }, officer));
    await paidNow(short);
  });

  it('is paid when money is transferred to the line', async () => {
    const short = await shortSupplement();
    const from = await world.openLine(LINE);
    const body = { fromLineId: from, toLineId: short.lineId, amountFen: String(REST), reason: '调剂' };
    const transfer = await must(new RequestLineTransferHandler(world.unitOfWork).execute({ params: {}, query: {}, body }, officer));
    for (const person of ['approver-1', 'approver-2']) await new ApproveLineTransferHandler(world.unitOfWork).approve(transfer.transferId, callerFor(person));
    await paidNow(short);
  });

  it('is paid when another purchase gives its reservation back', async () => {
    const short = await shortSupplement();
    const [other] = await world.rows<{ purchase_id: Id }>(`SELECT purchase_id FROM reservation WHERE state = 'reserved' AND parts @> $1`, [JSON.stringify([{ lineId: short.lineId }])]);
    const record = { id: newId(), correlationId: newId(), jurisdiction: JURISDICTION };
    await world.run((tx) => new ReserveBudgetHandler().release(other?.purchase_id ?? '', 'purchase-cancelled', record, tx));
    await paidNow(short);
  });

  it('is paid by the line that carries the money of a closed year on (R125, R126)', async () => {
    const short = await shortSupplement();
    const { lineId } = short;
    world.clock.set('2027-01-10T01:00:00.000Z');
    const [other] = await world.rows<{ purchase_id: Id }>(`SELECT purchase_id FROM reservation WHERE state = 'reserved' AND parts @> $1`, [JSON.stringify([{ lineId }])]);
    const record = { id: newId(), correlationId: newId(), jurisdiction: JURISDICTION };
    await world.run((tx) => new ReserveBudgetHandler().release(other?.purchase_id ?? '', 'purchase-cancelled', record, tx));
    const body = { lines: [{ lineId, neededFen: String(REST), revision: await revisionOf(lineId) }] };
    await must(new CloseBudgetYearHandler(world.unitOfWork).execute({ params: { year: 2026 }, query: {}, body }, officer));
    await runDue();
    expect(await short.supplement()).toMatchObject({ stage: 'payable', fen: String(REST), short_line: null });
    const parts = await world.rows<{ year: number; line_id: Id }>(`SELECT fiscal_year AS year, line_id FROM tranche_allocation WHERE tranche_id = $1`, [(await short.supplement())?.id]);
    expect(parts).toEqual([{ year: 2027, line_id: causedId(lineId, 'carried/2027') }]);
    await sound();
    world.clock.set('2026-03-02T01:00:00.000Z');
  });

  it('is paid in the order in which it began to wait, and nothing too large holds up what is behind it', async () => {
    const lineId = await world.openLine(PRICE * 2n);
    const [second, first] = [await paidAndOver(lineId), await paidAndOver(lineId)];
    await emptied(lineId, (await first.purchase.money()).available);
    await first.purchase.revised('mid-term', 'excellent');
    world.clock.set('2026-03-02T02:00:00.000Z');
    await second.purchase.revised('mid-term', 'excellent');
    await raise(lineId, REST);
    await runDue();
    expect([(await first.supplement())?.stage, (await second.supplement())?.stage]).toEqual(['payable', 'cancelled']);
    await sound();
  });

  it('is one of two supplements of one result, of which the line can pay only one', async () => {
    const lineId = await world.openLine(LINE);
    const base = contractTerms(lineId);
    const tranches = base.tranches.map((tranche) => ({
      ...tranche,
      ...(tranche.no === 3 ? { conditions: [{ kind: 'evaluation' as const, evaluationCode: 'mid-term' }] } : {}),
      payFactors: tranche.payFactors.map((factor) => (factor.grade === 'good' ? { ...factor, factorBp: 8_000 } : factor)),
    }));
    const purchase = await signedPurchase(world, { budgetSplit: base.budgetSplit, tranches });
    for (const no of [2, 3]) await purchase.requested(purchase.trancheOf(no));
    await purchase.milestone();
    await purchase.published('mid-term', 'good');
    for (const no of [2, 3]) await purchase.paid(purchase.trancheOf(no));
    await purchase.terminated();
    await emptied(lineId, (await purchase.money()).available - 118_300_000n / 5n);
    expect(await purchase.revised('mid-term', 'excellent')).toEqual([{ kind: 'applied' }]);
    const supplements = () => world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE contract_id = $1 AND supplements IS NOT NULL ORDER BY stage DESC`, [purchase.contract.contractId]);
    expect(await supplements()).toEqual([{ stage: 'payable' }, { stage: 'cancelled' }]);
    await raise(lineId, REST);
    await runDue();
    expect(await supplements()).toEqual([{ stage: 'payable' }, { stage: 'payable' }]);
    await sound();
  });

  it('waits no longer when the result grants it no more', async () => {
    const { purchase, supplement, lineId } = await shortSupplement();
    await purchase.revised('mid-term', 'good', { revision: 3 });
    expect(await supplement()).toMatchObject({ stage: 'cancelled', short_line: null });
    expect((await purchase.told()).at(-1)).toBe('tranche-cancelled');
    await raise(lineId, REST);
    await runDue();
    expect(await supplement()).toMatchObject({ stage: 'cancelled', fen: '0' });
  });

  it('is a release that its commitment cannot pay: the line pays what is missing (R115)', async () => {
    const purchase = await contractOn(await world.openLine(PRICE));
    const { contractId, purchaseId } = purchase.contract;
    const [part] = await world.rows<{ id: Id; line_id: Id; amount_fen: string }>(`SELECT id, line_id, amount_fen FROM commitment WHERE contract_id = $1`, [contractId]);
    const lineId = part?.line_id ?? '';
    const transfers = uncommit({ commitmentId: part?.id ?? '', lineId, year: 2026, amount: BigInt(part?.amount_fen ?? 0) });
    await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: JURISDICTION, purchaseId, transfers }]));
    await emptied(lineId, PRICE);
    await purchase.published('second', 'excellent');
    expect(await purchase.stages()).toEqual(['committed', 'committed', 'committed', 'committed']);
    await runDue();
    expect((await stuckOf({ purchase }))[0]).toMatchObject({ amountFen: '118300000', waitingFor: [{ lacksFen: '118300000' }] });
    await raise(lineId, 118_300_000n);
    await runDue();
    expect(await purchase.stages()).toEqual(['committed', 'committed', 'payable', 'committed']);
    await sound();
  });
});
