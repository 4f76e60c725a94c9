import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { instruct, release, reserve, unreserve, type Transfer } from '../../domain/ledger/posting.js';
import { post } from '../persistence/ledger.repository.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { callerFor, JURISDICTION, openWorld, SPENDING, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { CloseBudgetYearHandler } from './close-budget-year.handler.js';
import { readYearEnd } from './year-end-view.js';

const officer = callerFor('finance-officer-1');
const approverElsewhere = callerFor('finance-officer-2', '510105');

describe('closing a budget year', () => {
  let world: World;
  let handler: CloseBudgetYearHandler;
  beforeAll(async () => {
    world = await openWorld('2026-01-05T01:00:00.000Z');
    handler = new CloseBudgetYearHandler(world.unitOfWork);
  });
  afterAll(() => world.close());

  const close = (year: number, lines: [Id, string][], caller = officer, revision = 1) =>
    handler.execute({ params: { year }, query: {}, body: { lines: lines.map(([lineId, neededFen]) => ({ lineId, neededFen, revision })) } }, caller);
  const codeOf = async (closing: ReturnType<typeof close>) => {
    const answer = await closing;
    return isRefusal(answer) ? answer.code : 'closed';
  };
  const send = (transfers: Transfer[]) => world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: JURISDICTION, transfers }]));
  const standing = async (lineId: Id) =>
    Object.fromEntries(
      (await world.rows<{ stage: string; fen: string }>(`SELECT book || '/' || stage AS stage, balance_fen::text AS fen FROM line_account WHERE line_id = $1 AND balance_fen <> 0 ORDER BY 1`, [lineId])).map(({ stage, fen }) => [stage, fen]),
    );
  const linesAfter = (lineId: Id) =>
    world.rows<{ id: Id; year: number; origin: number; fen: string }>(
      `SELECT id, fiscal_year AS year, origin_year AS origin, appropriated_fen::text AS fen FROM budget_line WHERE continues_line = $1`, [lineId]);
  const outlook = async (lineId: Id, year: number) => (await readYearEnd(world.dataSource, officer.scope, year, [lineId]))[0]?.outlook;

  it('carries what is needed to the next year for the same use, lets the rest lapse, and tells both', async () => {
    const lineId = await world.openLine(1_000n, 2025);
    await send(reserve(newId(), { lineId, year: 2025 }, 300n));
    expect(await outlook(lineId, 2025)).toBe('may-carry');
    const answer = await close(2025, [[lineId, '450']]);
    expect(answer).toMatchObject({ year: 2025, items: [{ lineId, unspentFen: '0', boundFen: '300', carriedFen: '450', lapsedFen: '250', outlook: 'nothing' }] });
    expect(await standing(lineId)).toEqual({ 'budget/authority': '-1000', 'budget/carried': '450', 'budget/lapsed': '250', 'cash/authority': '-300', 'cash/treasury': '300' });
    const [next, ...others] = await linesAfter(lineId);
    expect([next, others]).toMatchObject([{ year: 2026, origin: 2025, fen: '450' }, []]);
    expect(await standing(next?.id ?? '')).toEqual({ 'budget/authority': '-450', 'budget/available': '450', 'cash/authority': '-450', 'cash/treasury': '450' });
    expect([await world.published(lineId), await world.published(next?.id ?? '')]).toEqual([['budget-year-closed'], ['budget-line-opened']]);
  });

  it('makes money of 2024 surplus at the start of 2026, whoever needs it (T11)', async () => {
    const [old, fresh] = [await world.openLine(700n, 2024), await world.openLine(900n, 2025)];
    expect([await outlook(old, 2025), await outlook(fresh, 2025)]).toEqual(['surplus', 'may-carry']);
    const before = await world.balances();
    expect(await codeOf(close(2025, [[fresh, '900'], [old, '700']]))).toBe('year-end.surplus');
    expect(await world.balances()).toEqual(before);
    expect(await codeOf(close(2025, [[fresh, '900'], [old, '0']]))).toBe('closed');
    expect(await standing(old)).toMatchObject({ 'budget/lapsed': '700' });
    expect(await linesAfter(old)).toEqual([]);
  });

  it('is refused while a payment is with the bank (R116), and done when it is back', async () => {
    const lineId = await world.openLine(1_000n, 2025);
    const [holder, tranche, attempt] = [newId(), newId(), newId()];
    const part = { lineId, year: 2025, commitmentId: holder, amount: 200n };
    const inTransit = [...reserve(holder, part, 200n).map((transfer) => ({ ...transfer, to: committed(holder, part) })), ...release(tranche, part), ...instruct(tranche, attempt, part)];
    await send(inTransit);
    expect(await outlook(lineId, 2025)).toBe('in-transit');
    expect(await codeOf(close(2025, [[lineId, '0']]))).toBe('year-end.in-transit');
    await send(instruct(tranche, attempt, part).map(({ from, to, amount }) => ({ from: to, to: from, amount })));
    expect(await codeOf(close(2025, [[lineId, '0']]))).toBe('closed');
  });

  it('lets nobody plan on a closed line (R125), and takes what comes back from it once more', async () => {
    const lineId = await world.openLine(1_000n, 2025);
    const reservation = newId();
    await send(reserve(reservation, { lineId, year: 2025 }, 300n));
    await close(2025, [[lineId, '700']]);
    expect(await codeOf(close(2025, [[lineId, '0']], officer, 2))).toBe('closed');
    await send(unreserve(reservation, { lineId, year: 2025 }, 300n));
    const purchaseId = newId();
    const causedBy = { id: newId(), correlationId: purchaseId, jurisdiction: JURISDICTION };
    await world.run((tx) => new ReserveBudgetHandler().reserve([{ purchaseId, title: '社区社会工作服务', asks: [{ lineId, year: 2025, fen: '1' }], causedBy, spending: SPENDING }], tx));
    const [told] = await world.rows<{ body: string }>(`SELECT body FROM fact WHERE subject = $1`, [purchaseId]);
    expect(JSON.parse(told?.body ?? '')).toMatchObject({ reason: 'use-not-allowed', rule: 'R125' });
    expect(await codeOf(close(2025, [[lineId, '200']], officer, 2))).toBe('closed');
    expect(await linesAfter(lineId)).toMatchObject([{ fen: '900' }]);
    expect(await standing(lineId)).toMatchObject({ 'budget/carried': '900', 'budget/lapsed': '100' });
  });

  it('is done once by two officers who saw the same line, and by nobody from elsewhere or too early', async () => {
    const lineId = await world.openLine(1_000n, 2025);
    expect(await codeOf(close(2025, [[lineId, '0']], approverElsewhere))).toBe('year-end.unknown-line');
    expect(await codeOf(close(2025, [[lineId, '0'], [lineId, '0']]))).toBe('year-end.line-twice');
    expect(await codeOf(close(2026, [[await world.openLine(1n, 2026), '0']]))).toBe('year-end.year-running');
    const codes = await Promise.all([codeOf(close(2025, [[lineId, '1000']])), codeOf(close(2025, [[lineId, '1000']]))]);
    expect(codes.toSorted()).toEqual(['closed', 'year-end.changed-meanwhile']);
    expect(await linesAfter(lineId)).toMatchObject([{ fen: '1000' }]);
  });

  it('leaves the books right', async () => {
    const { discrepancies } = await verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) });
    expect(discrepancies).toEqual([]);
    const sums = await world.rows(`SELECT line_id FROM (SELECT line_id, book, balance_fen FROM line_account UNION ALL SELECT line_id, 'budget', balance_fen FROM holding_account) a
                                   GROUP BY line_id, book HAVING sum(balance_fen) <> 0`);
    expect(sums).toEqual([]);
  });
});

const committed = (holderId: Id, { lineId, year }: { lineId: Id; year: number }) => ({ book: 'budget', stage: 'committed', holderId, lineId, year }) as const;
