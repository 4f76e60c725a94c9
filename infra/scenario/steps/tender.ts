import {
  addPayeeAccount,
  announceAward,
  awardAnnounced,
  bidsOpened,
  composePanel,
  declareBidInterest,
  listOpenedBids,
  publishTender,
  scoreBids,
  submitBid,
  tenderPublished,
} from '@goufu/contracts';
import { formatYuan } from '@goufu/kernel';
import type { BidScript } from '../script/purchase-script.js';
import { orgOf, personOf } from '../world/people.js';
import type { World } from '../world/world.js';
import { expectSame } from './expect.js';
import type { Purchase } from './purchase.js';

/** The purchaser publishes the tender; bids are sealed until its deadline (R33–R36, R41). */
export async function tenderOut(world: World, purchase: Purchase): Promise<void> {
  const { cast, tender } = purchase.script;
  const { method, priceWeightBp, smallEnterpriseDeductionBp, criteria, budget } = tender;
  const body = {
    tenderNo: `JJ-${purchase.purchaseId.slice(-12)}`,
    method,
    budgetFen: budget,
    priceWeightBp,
    smallEnterpriseDeductionBp,
    criteria,
    bidsUntil: world.morning(tender.openingOn),
  };
  const { answer } = await world.act({
    who: [cast.purchaser],
    zh: `发布采购公告，${world.day(tender.openingOn)} 开标`,
    en: 'publishes the tender',
    does: () => world.call('procurement', cast.purchaser, publishTender, { params: { purchaseId: purchase.purchaseId }, body }),
    follows: [tenderPublished],
    about: () => purchase.purchaseId,
  });
  purchase.tenderId = answer.tenderId;
}

/** Each agency registers where it wants to be paid and hands in its sealed bid (R41, R175). */
export async function bid(world: World, purchase: Purchase): Promise<void> {
  for (const { who, price, proposal, smallEnterprise, account } of purchase.script.bids) {
    await world.treasury.open(account, orgOf(who).nameZh, '0');
    const { answer } = await world.act({
      who: [who],
      zh: '登记收款账户，提交密封投标',
      en: 'registers its account and hands in a sealed bid',
      does: async () => {
        const { payeeAccountId } = await world.call('funding', who, addPayeeAccount, { body: { accountNumber: account } });
        const receipt = await world.call('procurement', who, submitBid, {
          params: { tenderId: purchase.tenderId },
          body: { priceFen: price, proposal, smallEnterprise, payeeAccountId },
        });
        return { payeeAccountId, receipt };
      },
    });
    purchase.bidIds.set(who, answer.receipt.bidId);
    purchase.accountIds.set(who, answer.payeeAccountId);
    world.narrator.remark(`回执 sha256 ${answer.receipt.sha256.slice(0, 16)}…`, 'receipt');
  }
}

/** At the very time of the deadline the bids open by themselves (R43). */
export async function openBids(world: World, { script, purchaseId }: Purchase): Promise<void> {
  await world.comesDue(world.morning(script.tender.openingOn), {
    zh: '投标截止，系统开标唱价',
    en: 'the deadline: bids open',
    follows: [bidsOpened],
    about: () => purchaseId,
  });
}

/** The panel is composed, declares its interests and scores alone; the last signature ranks (R46, R50, R52, R54). */
export async function scoreAlone(world: World, purchase: Purchase): Promise<void> {
  const { cast, tender, bids } = purchase.script;
  const params = { tenderId: purchase.tenderId };
  const members = tender.panel.map(({ who, kind, leader }) => ({ memberId: personOf(who).sub, orgId: orgOf(who).orgId, kind, leader: leader ?? false }));
  await world.act({
    who: [cast.purchaser],
    zh: `组建 ${members.length} 人评审小组`,
    en: 'composes the panel',
    does: () => world.call('procurement', cast.purchaser, composePanel, { params, body: { members } }),
  });
  const [first, ...others] = tender.panel.map(({ who }) => who);
  await world.act({
    who: [first ?? '', ...others],
    zh: '申报利害关系，各自独立评分并签署',
    en: 'declare their interests, score alone and sign',
    does: async () => {
      for (const [seat, { who }] of tender.panel.entries()) {
        await world.call('procurement', who, declareBidInterest, { params, body: { declaration: 'none' } });
        await world.call('procurement', who, scoreBids, { params, body: { scores: bids.map((one) => scoresOf(one, seat, purchase)) } });
      }
    },
  });
  await checkRanking(world, purchase);
}

/** The points of one seat of the panel for one bid. */
function scoresOf({ who, points }: BidScript, seat: number, { bidIds }: Purchase): { bidId: string; points: Record<string, number> } {
  const own = Object.entries(points).map(([criterion, given]): [string, number] => [criterion, typeof given === 'number' ? given : (given[seat] ?? 0)]);
  return { bidId: bidIds.get(who) ?? '', points: Object.fromEntries(own) };
}

/** Price scores and totals against what was computed by hand (T1). */
async function checkRanking(world: World, { script, bidIds, tenderId }: Purchase): Promise<void> {
  const { items } = await world.call('procurement', script.cast.purchaser, listOpenedBids, { params: { tenderId } });
  const rows = script.bids.map(({ who, price, expects }) => {
    const { rank = 0, priceScoreBp = 0, totalBp = 0 } = items.find(({ bidId }) => bidId === bidIds.get(who)) ?? {};
    expectSame(`${who}: rank, price score and total`, { rank, priceScoreBp, totalBp }, expects);
    return [orgOf(who).nameZh, formatYuan(BigInt(price)), points(priceScoreBp), points(totalBp), String(rank)];
  });
  const figures = (title: string) => ({ title, figures: true });
  world.narrator.table([{ title: '投标人' }, figures('报价（元）'), figures('价格分'), figures('总分'), figures('名次')], rows);
}

/** `8950` → `89.50`. */
export const points = (basisPoints: number): string => `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')}`;

/** The purchaser announces the first of the ranking (R61, R62). */
export async function announce(world: World, purchase: Purchase): Promise<void> {
  const { cast } = purchase.script;
  const { answer } = await world.act({
    who: [cast.purchaser],
    zh: `公告中标结果：${orgOf(purchase.winner).nameZh}`,
    en: 'announces the award',
    does: () => world.call('procurement', cast.purchaser, announceAward, { params: { tenderId: purchase.tenderId } }),
    follows: [awardAnnounced],
    about: () => purchase.purchaseId,
  });
  expectSame('the winner', answer.winner.orgId, orgOf(purchase.winner).orgId);
}
