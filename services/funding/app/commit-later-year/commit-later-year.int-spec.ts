import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiled, contractTerminated, type ContractTerms } from '@goufu/contracts';
import { isRefusal, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { ChangeBudgetLineHandler } from '../change-budget-line/change-budget-line.handler.js';
import { CloseContractHandler } from '../close-contract/close-contract.handler.js';
import { OnProcurementContractTerminated } from '../close-contract/on-procurement-contract-terminated.consumer.js';
import { OpenBudgetLineHandler } from '../open-budget-line/open-budget-line.handler.js';
import { OnProcurementContractFiled } from '../release-tranche/on-procurement-contract-filed.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { callerFor, contractTerms, deliver, factOf, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { COMMIT_LATER_YEAR } from './ask-for-later-years.js';
import { CommitLaterYearTask } from './commit-later-year.task.js';

const officer = callerFor('finance-officer-1');

/** ¥4,000,000.00 of 2026 and ¥1,915,000.00 of 2027: the third tranche is paid by both. */
describe('the later year of a contract', () => {
  let world: World;
  const task = new CommitLaterYearTask(new ReleaseTrancheHandler());
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  type Signed = ContractTerms & { readonly purchaseId: Id };
  const signed = async (conditions?: ContractTerms['tranches'][number]['conditions']): Promise<Signed & { lineId: Id }> => {
    const lineId = await world.openLine(450_000_000n);
    const budgetSplit = [{ lineId, year: 2026, fen: '400000000' }, { lineId, year: 2027, fen: '191500000' }];
    const tranches = contractTerms(lineId).tranches.map((tranche) => (conditions ? { ...tranche, conditions, payFactors: [] } : tranche));
    return { ...(await world.signed({ budgetSplit, tranches })), lineId };
  };
  const openNext = async (continues: Id, amountFen: string): Promise<Id> => {
    const body = { year: 2027, titleZh: '社区社会工作服务', source: 'district-budget' as const, allowedUse: '社会工作', amountFen, continues };
    const line = await new OpenBudgetLineHandler(world.unitOfWork).execute({ params: {}, query: {}, body }, officer);
    if (isRefusal(line)) throw new Error(line.code);
    return line.lineId;
  };
  const raise = (lineId: Id, amountFen: string) =>
    new ChangeBudgetLineHandler(world.unitOfWork).execute({ params: { lineId }, query: {}, body: { amountFen, revision: 1, reason: '追加' } }, officer);
  /** Runs every task of this kind that is due, as the runner would. */
  const runDue = async (): Promise<number> => {
    const due = await world.rows<{ id: string; payload: { lineId: Id } }>(`SELECT id, payload FROM due_task WHERE kind = $1 AND state = 'due' AND due_at <= $2`, [COMMIT_LATER_YEAR, world.clock.now()]);
    for (const { id, payload } of due) {
      await world.run(async (tx) => {
        await tx.query(`UPDATE due_task SET state = 'done' WHERE id = $1`, [id]);
        await task.run({ id, kind: COMMIT_LATER_YEAR, key: id, dueAt: world.clock.now(), payload, attempt: 1, jurisdiction: '510104' }, tx);
      });
    }
    return due.length;
  };
  const facts = async ({ purchaseId }: Signed) =>
    (await world.rows<{ type: string; body: string }>(`SELECT type, body FROM fact WHERE subject = $1 ORDER BY sequence`, [purchaseId])).map(({ type, body }): [string | undefined, object] => [type.split('.')[1], JSON.parse(body) as object]);
  const commitments = ({ contractId }: Signed) =>
    world.rows<{ line: Id; year: number; made: boolean; short: string }>(
      `SELECT line_id AS line, fiscal_year AS year, made_at IS NOT NULL AS made, short_fen::text AS short FROM commitment WHERE contract_id = $1 ORDER BY fiscal_year`, [contractId]);
  const committed = async (lineId: Id) =>
    (await world.rows<{ fen: string }>(`SELECT COALESCE(sum(balance_fen), 0)::text AS fen FROM holding_account WHERE stage = 'committed' AND line_id = $1`, [lineId]))[0]?.fen;

  it('is foreseen at signing and waits for its budget (R126)', async () => {
    const contract = await signed();
    expect(await commitments(contract)).toEqual([{ line: contract.lineId, year: 2026, made: true, short: '0' }, { line: contract.lineId, year: 2027, made: false, short: '0' }]);
    expect(await committed(contract.lineId)).toBe('400000000');
    const later = [{ lineId: contract.lineId, year: 2027, fen: '191500000' }];
    expect(await facts(contract)).toMatchObject([['budget-reserved', { fen: '400000000', later }], ['commitment-recorded', { fen: '400000000', later }]]);
    const waiting = await world.rows<{ conditions: { kind: string }[] }>(`SELECT conditions FROM tranche WHERE contract_id = $1 ORDER BY tranche_no`, [contract.contractId]);
    expect(waiting.map(({ conditions }) => conditions.some(({ kind }) => kind === 'yearly-budget'))).toEqual([false, false, true, true]);
  });

  it('is committed when the line of its year opens, and the tranche that waited for it alone is owed', async () => {
    const contract = await signed([{ kind: 'contract-filed' }]);
    const filed = new OnProcurementContractFiled(new ReleaseTrancheHandler());
    await deliver(world, filed, factOf(contractFiled, contract.purchaseId, { contractId: contract.contractId, filingNo: '备1', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' }));
    const stages = async () => (await world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE contract_id = $1 ORDER BY tranche_no`, [contract.contractId])).map(({ stage }) => stage);
    expect(await stages()).toEqual(['payable', 'payable', 'committed', 'committed']);
    const next = await openNext(contract.lineId, '200000000');
    expect(await runDue()).toBe(1);
    expect(await stages()).toEqual(['payable', 'payable', 'payable', 'payable']);
    expect((await commitments(contract))[1]).toEqual({ line: next, year: 2027, made: true, short: '0' });
    const parts = await world.rows(`SELECT a.line_id AS line, a.fiscal_year AS year, a.amount_fen::text AS fen FROM tranche_allocation a JOIN tranche t ON t.id = a.tranche_id WHERE t.contract_id = $1 AND t.tranche_no = 3 ORDER BY a.position`, [contract.contractId]);
    expect(parts).toEqual([{ line: contract.lineId, year: 2026, fen: '2393700' }, { line: next, year: 2027, fen: '115906300' }]);
    const payable = await world.rows(`SELECT line_id AS line, sum(balance_fen)::text AS fen FROM holding_account WHERE stage = 'payable' AND line_id = ANY ($1::uuid[]) GROUP BY 1 ORDER BY 2`, [[contract.lineId, next]]);
    expect(payable).toEqual([{ line: next, fen: '191500000' }, { line: contract.lineId, fen: '400000000' }]);
    expect((await facts(contract)).map(([type]) => type)).toContain('commitment-recorded');
  });

  it('is refused out loud while its budget is short, once, and committed when the line is raised', async () => {
    const contract = await signed();
    const next = await openNext(contract.lineId, '100000000');
    await runDue();
    expect((await facts(contract)).at(-1)).toEqual(['commitment-refused', expect.objectContaining({ reason: 'short', shortFen: '91500000', year: 2027 })]);
    expect((await commitments(contract))[1]).toMatchObject({ made: false, short: '91500000' });
    world.clock.set('2026-03-03T01:00:00.000Z');
    expect(await runDue()).toBeGreaterThan(0);
    expect((await facts(contract)).filter(([type]) => type === 'commitment-refused')).toHaveLength(1);
    await raise(next, '191500000');
    await runDue();
    expect((await facts(contract)).at(-1)).toEqual(['commitment-recorded', expect.objectContaining({ fen: '191500000', parts: [expect.objectContaining({ lineId: next, year: 2027 })] })]);
    expect([await committed(next), (await commitments(contract))[1]?.made]).toEqual(['191500000', true]);
    await runDue();
    expect(await committed(next)).toBe('191500000');
  });

  it('is committed at once where the line of its year is open already', async () => {
    const lineId = await world.openLine(450_000_000n);
    const next = await openNext(lineId, '191500000');
    const contract = await world.signed({ budgetSplit: [{ lineId, year: 2026, fen: '400000000' }, { lineId, year: 2027, fen: '191500000' }] });
    await runDue();
    expect((await commitments(contract))[1]).toMatchObject({ line: next, made: true });
  });

  it('is not committed for a contract that ended before, and takes nothing with it', async () => {
    const contract = await signed();
    const ended = new OnProcurementContractTerminated(new CloseContractHandler());
    const terminated = { contractId: contract.contractId, reason: '提前终止', fault: 'neither' as const, effectiveOn: '2026-03-02' };
    expect(await deliver(world, ended, factOf(contractTerminated, contract.purchaseId, terminated))).toEqual([{ kind: 'applied' }]);
    const next = await openNext(contract.lineId, '200000000');
    await runDue();
    expect([await committed(contract.lineId), await committed(next)]).toEqual(['0', '0']);
    expect((await commitments(contract))[1]).toMatchObject({ made: false });
  });

  it('goes on with one line a year, of the same source', async () => {
    const lineId = await world.openLine(1n);
    await openNext(lineId, '1');
    await expect(openNext(lineId, '1')).rejects.toThrow('budget-line.continued-already');
    await expect(openNext(await world.openLine(1n, 2026, 'city-budget'), '1')).rejects.toThrow('budget-line.continues-other');
    await expect(openNext(newId(), '1')).rejects.toThrow('budget-line.unknown');
  });

  it('leaves the books right', async () => {
    const { discrepancies } = await verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) });
    expect(discrepancies).toEqual([]);
    expect(Object.entries(await world.balances()).reduce<Record<string, bigint>>((sums, [account, fen]) => ({ ...sums, [account.slice(0, 4)]: (sums[account.slice(0, 4)] ?? 0n) + BigInt(fen) }), {})).toEqual({ budg: 0n, cash: 0n });
  });
});
