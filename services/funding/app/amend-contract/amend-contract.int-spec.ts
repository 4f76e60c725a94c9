import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractAmended, type ContractTerms } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { deliver, factOf, openWorld, type World } from '../specs/world.js';
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

  it('waits for a contract that is not known yet', async () => {
    const contract = await world.signed();
    const contractId = newId();
    expect(await amend({ ...contract, contractId }, {})).toEqual([{ kind: 'waiting', for: `contract:${contractId}` }]);
  });
});
