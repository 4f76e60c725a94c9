import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractAmended, contractFiled, type ContractTerms } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { deliver, factOf, openWorld, type World } from '../specs/world.js';
import { OnProcurementContractFiled } from '../release-tranche/on-procurement-contract-filed.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { AmendContractHandler } from './amend-contract.handler.js';
import { OnProcurementContractAmended } from './on-procurement-contract-amended.consumer.js';

describe('amending a contract', () => {
  let world: World;
  const amended = new OnProcurementContractAmended(new AmendContractHandler());
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  type Signed = Awaited<ReturnType<World['signed']>>;
  const amend = ({ purchaseId, ...terms }: Signed, over: Partial<ContractTerms>) =>
    deliver(world, amended, factOf(contractAmended, purchaseId, { ...terms, revision: terms.revision + 1, deltaFen: '0', reason: '补充协议', ...over }));
  const conditions = async ({ tranches }: Signed) =>
    (await world.rows<{ conditions: { kind: string }[] }>(`SELECT conditions FROM tranche WHERE id = $1`, [tranches[0]?.trancheId]))[0]?.conditions.map(({ kind }) => kind);
  const withAcceptance = ({ tranches }: Signed) => tranches.map((tranche, i) => (i === 0 ? { ...tranche, conditions: [{ kind: 'acceptance' as const }] } : tranche));

  it('changes the conditions of what is undecided, once', async () => {
    const contract = await world.signed();
    await amend(contract, { tranches: withAcceptance(contract) });
    expect(await conditions(contract)).toEqual(['acceptance']);
    await amend(contract, {});
    expect(await conditions(contract)).toEqual(['acceptance']);
  });

  it('refuses out loud what would move money, and keeps the terms of before', async () => {
    const contract = await world.signed();
    const before = await world.balances();
    await amend(contract, { payeeAccountId: newId(), tranches: withAcceptance(contract) });
    expect(await conditions(contract)).toEqual(['contract-filed']);
    expect(await world.balances()).toEqual(before);
    expect((await world.published(contract.purchaseId)).at(-1)).toBe('commitment-refused');
  });

  /** The contract with another price: what it adds goes to the last tranche, or to a new one. */
  const larger = ({ budgetSplit: [part], tranches }: Signed, price: bigint, fresh = 0n): Partial<ContractTerms> => {
    const [line, last] = [part?.lineId ?? '', tranches.at(-1)];
    if (!last) throw new Error('there are tranches');
    const grown = { ...last, fen: (price - fresh - 515_906_300n).toString() };
    const added = { ...last, trancheId: newId(), no: 5, bp: 0, fen: fresh.toString(), conditions: [{ kind: 'contract-filed' as const }], payFactors: [] };
    return { priceFen: price.toString(), budgetSplit: [{ lineId: line, year: 2026, fen: price.toString() }], tranches: [...tranches.slice(0, -1), grown, ...(fresh > 0n ? [added] : [])] };
  };
  const bound = async ({ contractId }: Signed) =>
    (await world.rows<{ fen: string; tranches: string; price: string }>(
      `SELECT (SELECT sum(amount_fen)::text FROM commitment WHERE contract_id = $1) AS fen, (SELECT sum(a.amount_fen)::text FROM tranche_allocation a JOIN tranche t ON t.id = a.tranche_id WHERE t.contract_id = $1) AS tranches,
              (SELECT price_fen::text FROM contract WHERE id = $1) AS price`, [contractId]))[0];
  const told = async ({ purchaseId }: Signed) =>
    JSON.parse((await world.rows<{ body: string }>(`SELECT body FROM fact WHERE subject = $1 ORDER BY sequence DESC LIMIT 1`, [purchaseId]))[0]?.body ?? '') as object;

  it('commits what a supplement adds, from what its line has available (R67)', async () => {
    const contract = await world.signed();
    const before = await world.balances();
    await amend(contract, larger(contract, 621_500_000n));
    expect(await bound(contract)).toEqual({ fen: '621500000', tranches: '621500000', price: '621500000' });
    const after = await world.balances();
    expect(BigInt(after['budget/committed'] ?? 0) - BigInt(before['budget/committed'] ?? 0)).toBe(30_000_000n);
    expect(BigInt(before['budget/available'] ?? 0) - BigInt(after['budget/available'] ?? 0)).toBe(30_000_000n);
    expect(await told(contract)).toMatchObject({ revision: 2, fen: '621500000', parts: [{ fen: '621500000' }] });
  });

  it('adds at most a tenth of the original price with all supplements together (T12), and is refused whole', async () => {
    const contract = await world.signed();
    await amend(contract, larger(contract, 627_000_000n));
    const before = [await world.balances(), await bound(contract)];
    await amend(contract, { ...larger(contract, 650_650_001n), revision: 3 });
    expect(await told(contract)).toMatchObject({ revision: 3, reason: 'above-cap', shortFen: '1' });
    expect([await world.balances(), await bound(contract)]).toEqual(before);
    await amend(contract, { ...larger(contract, 650_650_000n), revision: 4 });
    expect(await bound(contract)).toMatchObject({ fen: '650650000', price: '650650000' });
  });

  it('tells what the line lacks, and binds nothing', async () => {
    const lineId = await world.openLine(600_000_000n);
    const contract = await world.signed({ budgetSplit: [{ lineId, year: 2026, fen: '591500000' }] });
    await amend(contract, larger(contract, 601_500_000n));
    expect(await told(contract)).toMatchObject({ reason: 'short', shortFen: '1500000' });
    expect(await bound(contract)).toEqual({ fen: '591500000', tranches: '591500000', price: '591500000' });
    await amend(contract, { ...larger(contract, 600_000_000n), revision: 3 });
    expect(await bound(contract)).toMatchObject({ price: '600000000' });
  });

  it('takes an addition from no line that the contract has nothing to do with', async () => {
    const contract = await world.signed();
    const other = await world.openLine(900_000_000n);
    const terms = larger(contract, 601_500_000n);
    await amend(contract, { ...terms, budgetSplit: [...contract.budgetSplit, { lineId: other, year: 2026, fen: '10000000' }] });
    expect(await told(contract)).toMatchObject({ reason: 'not-reserved', shortFen: '10000000' });
  });

  it('adds a tranche that knows what the others were told, and is owed at once', async () => {
    const contract = await world.signed();
    const filed = new OnProcurementContractFiled(new ReleaseTrancheHandler());
    await deliver(world, filed, factOf(contractFiled, contract.purchaseId, { contractId: contract.contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' }));
    await amend(contract, larger(contract, 611_500_000n, 15_000_000n));
    const stages = await world.rows(`SELECT tranche_no AS no, stage, amount_fen::text AS fen, released_fen::text AS released FROM tranche WHERE contract_id = $1 ORDER BY 1`, [contract.contractId]);
    expect(stages.slice(3)).toEqual([
      { no: 4, stage: 'committed', fen: '80593700', released: '0' },
      { no: 5, stage: 'payable', fen: '15000000', released: '15000000' },
    ]);
    await amend(contract, { ...larger(contract, 611_500_000n, 15_000_000n), revision: 3, tranches: contract.tranches.map((tranche, i) => (i === 0 ? { ...tranche, fen: '315750000' } : tranche)) });
    expect(await told(contract)).toMatchObject({ reason: 'split-differs' });
  });

  it('leaves the books right', async () => {
    const { discrepancies } = await verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) });
    expect(discrepancies).toEqual([]);
  });

  it('waits for a contract that is not known yet', async () => {
    const contract = await world.signed();
    const contractId = newId();
    expect(await amend({ ...contract, contractId }, {})).toEqual([{ kind: 'waiting', for: `contract:${contractId}` }]);
  });
});
