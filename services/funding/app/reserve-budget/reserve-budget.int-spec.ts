import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { purchasePlanned, type PurchasePlanned } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { deliver, factOf, openWorld, SPENDING, type World } from '../specs/world.js';
import { OnProcurementPurchasePlanned } from './on-procurement-purchase-planned.consumer.js';
import { ReserveBudgetHandler } from './reserve-budget.handler.js';

describe('reserving a budget', () => {
  let world: World;
  const planned = new OnProcurementPurchasePlanned(new ReserveBudgetHandler());
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const plan = async (lineId: string, fen: string, year = 2026, over: Partial<PurchasePlanned> = {}) => {
    const purchaseId = newId();
    const data = { ...plannedData([{ lineId, year, fen }]), ...over };
    const outcome = await deliver(world, planned, factOf(purchasePlanned, purchaseId, data));
    const [[told] = []] = await answer(purchaseId);
    expect(outcome).toEqual([{ kind: told === 'budget-refused' ? 'refused' : 'applied' }]);
    return purchaseId;
  };
  const answer = async (purchaseId: string) =>
    (await world.rows<{ type: string; body: string }>(`SELECT type, body FROM fact WHERE subject = $1`, [purchaseId])).map(({ type, body }) => [type.split('.')[1], JSON.parse(body) as object]);

  it('gives the last fen to one of many that ask at once, and tells the others what is missing', async () => {
    const lineId = await world.openLine(100n);
    const purchases = await Promise.all(Array.from({ length: 8 }, () => plan(lineId, '30')));
    const answers = (await Promise.all(purchases.map(answer))).flat();
    expect(answers.filter(([type]) => type === 'budget-reserved')).toHaveLength(3);
    const refused = answers.filter(([type]) => type === 'budget-refused');
    expect(refused).toHaveLength(5);
    for (const [, data] of refused) expect(data).toMatchObject({ reason: 'short', shortFen: '20', short: [{ lineId, year: 2026, fen: '20' }] });
  });

  it('gives what two of one chunk ask for to the first of them, whatever comes between, and once', async () => {
    const [lineId, other] = [await world.openLine(100n), await world.openLine(10n)];
    const asking = (fens: Record<string, string>) => factOf(purchasePlanned, newId(), plannedData(Object.entries(fens).map(([line, fen]) => ({ lineId: line, year: 2026, fen }))));
    const [both, short, last] = [asking({ [lineId]: '60', [other]: '10' }), asking({ [lineId]: '41', [other]: '1' }), asking({ [lineId]: '40' })];
    const kinds = (await deliver(world, planned, both, short, both, last)).map(({ kind }) => kind);
    expect(kinds).toEqual(['applied', 'refused', 'applied', 'applied']);
    await deliver(world, planned, last, short, both);
    expect((await Promise.all([both, short, last].map(({ subject }) => answer(subject)))).flat()).toEqual([
      ['budget-reserved', expect.objectContaining({ fen: '70' })],
      ['budget-refused', expect.objectContaining({ reason: 'short', shortFen: '2', short: [{ lineId, year: 2026, fen: '1' }, { lineId: other, year: 2026, fen: '1' }] })],
      ['budget-reserved', expect.objectContaining({ fen: '40' })],
    ]);
  });

  it('refuses a line that is not there, or not in that year (R126)', async () => {
    const lineId = await world.openLine(100n);
    for (const purchaseId of [await plan(newId(), '1'), await plan(lineId, '1', 2027)]) {
      expect(await answer(purchaseId)).toEqual([['budget-refused', expect.objectContaining({ reason: 'unknown-line', shortFen: '1' })]]);
    }
  });

  it('refuses a purchase for which its fund is not there, by the rule (R127, R128)', async () => {
    const [guarantee, district] = [await world.openLine(100n, 2026, 'guarantee-fund'), await world.openLine(100n)];
    const auxiliary = { code: 'B0101', nameZh: '政府履职辅助' };
    const asked: [string, string, Partial<PurchasePlanned>][] = [
      ['R128', guarantee, { use: 'community-staff-pay' }],
      ['R128', guarantee, { use: 'private-matter' }],
      ['R128', guarantee, { directoryItem: auxiliary }],
      ['R127', guarantee, { use: 'training' }],
      ['R127', district, { use: 'micro-project' }],
    ];
    for (const [rule, lineId, over] of asked) {
      const reason = { reason: 'use-not-allowed', rule, shortFen: '40', short: [{ lineId, year: 2026, fen: '40' }] };
      expect(await answer(await plan(lineId, '40', 2026, over))).toEqual([['budget-refused', expect.objectContaining(reason)]]);
    }
    expect(await answer(await plan(guarantee, '40', 2026, { use: 'micro-project' }))).toEqual([['budget-reserved', expect.objectContaining({ fen: '40' })]]);
    expect(await answer(await plan(district, '40', 2026, { directoryItem: auxiliary }))).toEqual([['budget-reserved', expect.objectContaining({ fen: '40' })]]);
  });

  it('takes nothing from the line of another region, whoever knows its id', async () => {
    const lineId = await world.openLine(1_000n);
    const answers: Record<string, unknown> = {};
    for (const jurisdiction of ['510105', '510100', '110101', '510104']) {
      const purchaseId = newId();
      const causedBy = { id: newId(), correlationId: purchaseId, jurisdiction };
      await world.run((tx) => new ReserveBudgetHandler().reserve([{ purchaseId, title: '社区社会工作服务', asks: [{ lineId, year: 2026, fen: '400' }], causedBy, spending: SPENDING }], tx));
      answers[jurisdiction] = await world.published(purchaseId);
    }
    const refused = ['budget-refused'];
    expect(answers).toEqual({ '510105': refused, '510100': refused, '110101': refused, '510104': ['budget-reserved'] });
  });
});

function plannedData(asks: PurchasePlanned['asks']): PurchasePlanned {
  const purchaser = { orgId: newId(), uscc: '11510104MB00000019', nameZh: '锦江区示例民政局' };
  const totalFen = String(asks.reduce((sum, { fen }) => sum + BigInt(fen), 0n));
  return { purchaser, title: '社区社会工作服务', directoryItem: { code: 'A0101', nameZh: '社区社会工作' }, category: 'community', totalFen, asks, profileVersion: 'spec' };
}
