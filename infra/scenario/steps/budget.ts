import {
  budgetLineChanged,
  budgetLineOpened,
  budgetRefused,
  budgetReserved,
  cancelPurchase,
  changeBudgetLine,
  listKnownBudgetLines,
  openBudgetLine,
  planPurchase,
  purchaseCancelled,
  purchasePlanned,
} from '@goufu/contracts';
import { formatYuan } from '@goufu/kernel';
import { eventually, Unexpected } from '../world/patience.js';
import type { World } from '../world/world.js';
import type { Purchase } from './purchase.js';

const yearOf = (world: World): number => Number(world.day(0).slice(0, 4));

/** Finance opens the budget lines of the purchase. */
export async function openBudgetLines(world: World, purchase: Purchase): Promise<void> {
  const { cast, budget } = purchase.script;
  for (const { key, opened, titleZh, source, allowedUse } of budget.lines) {
    const { answer } = await world.act({
      who: [cast.financeOfficer],
      zh: `开立预算指标“${titleZh}” ${formatYuan(BigInt(opened))} 元`,
      en: 'opens a budget line',
      does: () => world.call('funding', cast.financeOfficer, openBudgetLine, { body: { year: yearOf(world), titleZh, source, allowedUse, amountFen: opened } }),
      follows: [budgetLineOpened],
      about: ({ lineId }) => lineId,
    });
    purchase.lineIds.set(key, answer.lineId);
    await untilKnown(world, cast.purchaser, answer.lineId, opened);
  }
}

/** The purchaser plans; where a line is short at first, funding refuses, finance raises the line, and it is planned again (R10). */
export async function planAndReserve(world: World, purchase: Purchase): Promise<void> {
  const { cast, budget } = purchase.script;
  const short = budget.lines.filter(({ raisedTo }) => raisedTo !== undefined);
  if (short.length > 0) {
    const { purchaseId } = await plan(world, purchase, budgetRefused);
    await world.act({
      who: [cast.purchaser],
      zh: '撤回预算不足的采购计划',
      en: 'gives the refused plan up',
      does: () => world.call('procurement', cast.purchaser, cancelPurchase, { params: { purchaseId }, body: { reason: '预算指标不足，待调整后重新申报' } }),
      follows: [purchaseCancelled],
      about: () => purchaseId,
    });
  }
  for (const line of short) await raise(world, purchase, line);
  purchase.purchaseId = (await plan(world, purchase, budgetReserved)).purchaseId;
}

async function raise(world: World, { script: { cast }, lineIds }: Purchase, { key, titleZh, raisedTo = '' }: Purchase['script']['budget']['lines'][number]): Promise<void> {
  const lineId = lineIds.get(key) ?? '';
  await world.act({
    who: [cast.financeOfficer],
    zh: `追加预算指标“${titleZh}”至 ${formatYuan(BigInt(raisedTo))} 元`,
    en: 'raises the budget line',
    does: () =>
      world.call('funding', cast.financeOfficer, changeBudgetLine, { params: { lineId }, body: { amountFen: raisedTo, revision: 1, reason: '年中追加社会工作服务经费' } }),
    follows: [budgetLineChanged],
    about: () => lineId,
  });
  await untilKnown(world, cast.purchaser, lineId, raisedTo);
}

async function plan(world: World, purchase: Purchase, outcome: typeof budgetReserved | typeof budgetRefused): Promise<{ purchaseId: string }> {
  const { cast, plan } = purchase.script;
  const { title, directoryItem, category, negativeList, surveyRespondents } = plan;
  const asks = purchase.parts(plan.asks, yearOf(world));
  const totalFen = asks.reduce((sum, { fen }) => sum + BigInt(fen), 0n).toString();
  const on = world.day(0);
  const preparation = { surveyRespondents, publicConsultedOn: on, keyReviewedOn: on, intentionPublishedOn: on };
  const { answer } = await world.act({
    who: [cast.purchaser],
    zh: `申报采购计划“${title}” ${formatYuan(BigInt(totalFen))} 元`,
    en: outcome === budgetReserved ? 'plans the purchase; its money is reserved' : 'plans the purchase; the line is short',
    does: () => world.call('procurement', cast.purchaser, planPurchase, { body: { title, directoryItem, category, totalFen, asks, negativeList, preparation } }),
    follows: [purchasePlanned, outcome],
    about: ({ purchaseId }) => purchaseId,
  });
  return answer;
}

/** Procurement learns of budget lines from facts; a plan before that would be refused. */
async function untilKnown(world: World, purchaser: string, lineId: string, fen: string): Promise<void> {
  await eventually('procurement knows the budget line', async () => {
    for (let after: string | undefined; ; ) {
      const { items, next } = await world.call('procurement', purchaser, listKnownBudgetLines, { query: { limit: 100, ...(after ? { after } : {}) } });
      if (items.some((line) => line.lineId === lineId && line.fen === fen)) return;
      if (next === undefined) throw new Unexpected('the line is not listed with its amount');
      after = next;
    }
  });
}
