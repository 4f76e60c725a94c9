import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { callerFor, openWorld, type World } from '../specs/world.js';
import { RequestPaymentHandler } from './request-payment.handler.js';

type Costs = { category: 'labour' | 'activities' | 'tax'; fen: string }[];

/** The first tranche of every contract is ¥2,957,500.00. */
describe('the cost table of a payment request (R129)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** Asks for the first tranche of a contract of that place. */
  const ask = async (jurisdiction: string, costs?: Costs) => {
    const contract = await world.signed();
    await world.rows(`UPDATE tranche SET jurisdiction = $2 WHERE contract_id = $1`, [contract.contractId, jurisdiction]);
    const agency = { ...callerFor('agency-person', jurisdiction), orgId: contract.agency.orgId };
    const trancheId = contract.tranches[0]?.trancheId ?? '';
    const body = { invoiceRef: newId(), invoiceDate: '2026-03-02', ...(costs ? { costs } : {}) };
    const answer = await new RequestPaymentHandler(world.unitOfWork).execute({ params: { trancheId }, query: {}, body }, agency);
    const kept = await world.rows<{ costs: Costs | null }>(`SELECT costs FROM payment_request WHERE tranche_id = $1`, [trancheId]);
    return { code: isRefusal(answer) ? answer.code : 'taken', kept: kept.map((row) => row.costs) };
  };
  const table = (labour: number, activities: number): Costs => [{ category: 'labour', fen: String(labour) }, { category: 'activities', fen: String(activities) }];

  it('is kept with the request where it passes the floor, itself included', async () => {
    const costs = table(251_387_500, 44_362_500);
    expect(await ask('440304', costs)).toEqual({ code: 'taken', kept: [costs] });
  });

  it('is refused one fen below it, where it is missing, and where it does not add up', async () => {
    expect(await ask('440304', table(251_387_499, 44_362_501))).toEqual({ code: 'cost-budget.labour-short', kept: [] });
    expect(await ask('440304')).toEqual({ code: 'cost-budget.missing', kept: [] });
    expect(await ask('510104', table(251_387_500, 44_362_501))).toEqual({ code: 'cost-budget.total-differs', kept: [] });
  });

  it('is not asked for where no share is prescribed', async () => {
    expect(await ask('510104')).toEqual({ code: 'taken', kept: [null] });
  });
});
