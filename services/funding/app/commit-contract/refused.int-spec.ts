import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';
import { contractTerms, JURISDICTION, openWorld, SPENDING, type World } from '../specs/world.js';
import { CommitContractHandler } from './commit-contract.handler.js';

describe('a contract for which nothing is reserved', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is refused out loud once, also when its fact comes again and the inbox has forgotten it, and is committed when it can be', async () => {
    const purchaseId = newId();
    const terms = contractTerms(await world.openLine(800_000_000n));
    const cause = () => ({ id: newId(), correlationId: purchaseId, jurisdiction: JURISDICTION });
    const signed = cause();
    const commit = (causedBy: ReturnType<typeof cause>) => world.run((tx) => new CommitContractHandler().commit({ purchaseId, terms, causedBy }, tx));
    expect([await commit(signed), await commit(signed)]).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }]);
    expect(await world.published(purchaseId)).toEqual(['commitment-refused']);
    await world.run((tx) => new ReserveBudgetHandler().reserve([{ purchaseId, title: terms.title, asks: terms.budgetSplit, causedBy: cause(), spending: SPENDING }], tx));
    expect(await commit(cause())).toMatchObject({ kind: 'applied' });
    expect(await world.published(purchaseId)).toEqual(['commitment-refused', 'budget-reserved', 'commitment-recorded']);
  });
});
