import { randomUUID } from 'node:crypto';
import {
  addPayeeAccount, announceAward, approveServicePlan, composePanel, declareBidInterest, draftContract, fileContract, getPurchase, listOpenedBids, listPaymentOrders,
  listProjects, listProjectsWaiting, listTranchesWaiting, openBudgetLine, planPurchase, publishTender, requestPayment, scoreBids, signContract, submitBid, writeServicePlan,
} from '@goufu/contracts';
import { addDays, localDateOf, plusMilliseconds } from '@goufu/kernel';
import { organisationOf, personByUsername } from '@goufu/identity-issuer/people';
import { eventually } from '@goufu/testing';
import type { Stack } from './stack.js';

/** What the browser finds: a payment that waits for its approvers, and a deliverable that waits for the agency. */
export interface SmallPurchase {
  readonly purchaseId: string;
  readonly projectId: string;
  readonly orderId: string;
  readonly title: string;
}

const PRICE = '12000000';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BIDDERS = [['agency-a', PRICE], ['agency-b', '12500000'], ['agency-c', '12800000']] as const;
const PANEL = ['panel-expert-1', 'panel-expert-2', 'panel-expert-3', 'panel-expert-4', 'panel-representative'] as const;

/** A purchase of its own for every run, through the public routes, each step as the person whose it is. */
export async function smallPurchase(stack: Stack): Promise<SmallPurchase> {
  const title = `社区助老服务 ${randomUUID().slice(0, 8)}`;
  const today = await stack.now();
  await stack.moveClock(today);
  const { lineId, purchaseId } = await reserved(stack, title, today);
  await awarded(stack, purchaseId, today);
  await contracted(stack, purchaseId, lineId);
  return { title, purchaseId, orderId: await ordered(stack, purchaseId), projectId: await started(stack, purchaseId) };
}

async function reserved(stack: Stack, title: string, now: string) {
  await stack.openAccount({ accountId: 'treasury-510104', name: '锦江区国库集中支付账户', openingBalanceFen: '1000000000000' });
  const today = localDateOf(now);
  const year = Number(today.slice(0, 4));
  const line = { year, titleZh: '社区社会工作服务', source: 'district-budget' as const, allowedUse: '政府购买服务', amountFen: '20000000' };
  const { lineId } = await stack.as('finance-officer', 'funding', openBudgetLine, { body: line });
  const { purchaseId } = await soon(`line ${lineId} is known to procurement`, () =>
    stack.as('purchaser-1', 'procurement', planPurchase, {
      body: {
        title,
        directoryItem: { code: 'A0501', nameZh: '社会工作服务' },
        category: 'elderly',
        totalFen: '13000000',
        asks: [{ lineId, year, fen: '13000000' }],
        negativeList: { outsideDuties: false, governmentsOwnTask: false, goodsOrWorks: false, financing: false, staffOrDispatch: false, otherwiseBarred: false },
        preparation: { surveyRespondents: 3, publicConsultedOn: addDays(today, -60), keyReviewedOn: addDays(today, -50), intentionPublishedOn: addDays(today, -45) },
      },
    }),
  );
  await soon('the budget is reserved', async () => expectThat((await stack.as('purchaser-1', 'procurement', getPurchase, { params: { purchaseId } })).purchase.status === 'reserved'));
  return { lineId, purchaseId };
}

async function awarded(stack: Stack, purchaseId: string, now: string): Promise<void> {
  const bidsUntil = plusMilliseconds(now, 30 * DAY_MS);
  const { tenderId } = await stack.as('purchaser-1', 'procurement', publishTender, {
    params: { purchaseId },
    body: {
      tenderNo: `BS-${randomUUID().slice(0, 8)}`,
      method: 'open-tender',
      budgetFen: '13000000',
      priceWeightBp: 1000,
      criteria: [
        { code: 'plan', nameZh: '服务方案', scoring: 'subjective', weightBp: 6000 },
        { code: 'certified-staff', nameZh: '持证社工比例', scoring: 'objective', weightBp: 3000 },
      ],
      bidsUntil,
    },
  });
  const params = { tenderId };
  for (const [agency, priceFen] of BIDDERS) {
    const { payeeAccountId } = await stack.as(agency, 'funding', addPayeeAccount, { body: { accountNumber: `6222-${agency}` } });
    await stack.as(agency, 'procurement', submitBid, { params, body: { priceFen, proposal: '社区为本的助老服务', smallEnterprise: false, payeeAccountId } });
  }
  await stack.moveClock(plusMilliseconds(bidsUntil, HOUR_MS));
  const { items } = await soon('the bids are opened', () => stack.as('purchaser-1', 'procurement', listOpenedBids, { params }));
  const members = PANEL.map((name) => ({ memberId: idOf(name).sub, orgId: idOf(name).orgId, kind: name === 'panel-representative' ? ('purchaser-representative' as const) : ('expert' as const), leader: name === PANEL[0] }));
  await stack.as('purchaser-1', 'procurement', composePanel, { params, body: { members } });
  const scores = items.map(({ bidId, priceFen }) => ({ bidId, points: { plan: priceFen === PRICE ? 5600 : 4700, 'certified-staff': 2500 } }));
  for (const name of PANEL) {
    await stack.as(name, 'procurement', declareBidInterest, { params, body: { declaration: 'none' } });
    await stack.as(name, 'procurement', scoreBids, { params, body: { scores } });
  }
  const { objectionUntil } = await stack.as('purchaser-1', 'procurement', announceAward, { params });
  await stack.moveClock(plusMilliseconds(objectionUntil, HOUR_MS));
}

async function contracted(stack: Stack, purchaseId: string, lineId: string): Promise<void> {
  const today = localDateOf(await stack.now());
  const { purchase, asks } = await stack.as('purchaser-1', 'procurement', getPurchase, { params: { purchaseId } });
  const contract = await stack.as('purchaser-1', 'procurement', draftContract, {
    params: { purchaseId },
    body: {
      contractNo: `BS-${purchaseId.slice(-8)}`,
      title: purchase.title,
      term: { from: addDays(today, 1), to: addDays(today, 300) },
      budgetSplit: [{ lineId, year: asks[0]?.year ?? 0, fen: PRICE }],
      tranches: [
        { shareBp: 6000, conditions: [{ kind: 'contract-filed' }] },
        { shareBp: 4000, conditions: [{ kind: 'milestone', milestoneCode: 'half-year' }] },
      ],
      milestones: [{ code: 'half-year', nameZh: '半年服务完成', due: addDays(today, 180), deliverables: [{ code: 'report', nameZh: '半年服务报告' }] }],
      quotas: [{ code: 'visits', nameZh: '入户探访', unitZh: '人次', quantity: 200, evidenceZh: ['探访记录'] }],
      evaluationPlan: [],
      smeFlag: false,
    },
  });
  const params = { contractId: contract.contractId };
  await stack.as('contract-approver', 'procurement', signContract, { params, body: { termsHash: contract.draft?.termsHash ?? '' } });
  await soon('the contract is filed', () =>
    stack.as('purchaser-1', 'procurement', fileContract, { params, body: { filingNo: `BA-${purchaseId.slice(-8)}`, filedOn: today, noticeUrl: 'https://example.org/notice' } }),
  );
}

async function ordered(stack: Stack, purchaseId: string): Promise<string> {
  const tranche = await soon('the first tranche is owed', async () => found((await stack.as('agency-a', 'funding', listTranchesWaiting, {})).items.find((each) => each.purchaseId === purchaseId)));
  const invoiceDate = localDateOf(await stack.now());
  await stack.as('agency-a', 'funding', requestPayment, { params: { trancheId: tranche.trancheId }, body: { invoiceRef: `FP${purchaseId.slice(-8)}`, invoiceDate } });
  return soon('the payment waits for approval', async () => {
    const { items } = await stack.as('finance-approver-1', 'funding', listPaymentOrders, { query: { status: 'awaiting-approval', limit: 100 } });
    return found(items.find((order) => order.purchaseId === purchaseId)).orderId;
  });
}

async function started(stack: Stack, purchaseId: string): Promise<string> {
  const { projectId } = await soon('the project is open', async () => found((await stack.as('agency-a', 'projects', listProjects, { query: { purchaseId } })).items[0]));
  const today = localDateOf(await stack.now());
  const params = { projectId };
  const { version } = await stack.as('agency-a', 'projects', writeServicePlan, {
    params,
    body: {
      targetGroupZh: '社区老人',
      needsZh: '陪伴与照护',
      objectivesZh: '改善社会支持',
      contentZh: '入户探访与小组服务',
      riskZh: '人员流动',
      schedule: [{ nameZh: '上半年', from: addDays(today, 2), to: addDays(today, 180) }],
      staff: [
        { staffCode: 's-1', post: 'supervisor', certificate: 'senior', ownEmployee: true },
        { staffCode: 's-2', post: 'social-worker', certificate: 'assistant', ownEmployee: true },
      ],
      quotas: [{ code: 'visits', quantity: 200 }],
    },
  });
  await stack.as('purchaser-1', 'projects', approveServicePlan, { params: { projectId, version } });
  await soon('the deliverable waits for the agency', async () =>
    expectThat((await stack.as('agency-a', 'projects', listProjectsWaiting, {})).items.some((item) => item.action === 'submit-deliverable' && item.project.projectId === projectId)),
  );
  return projectId;
}

function idOf(username: string): { sub: string; orgId: string } {
  const person = found(personByUsername(username));
  return { sub: person.sub, orgId: organisationOf(person).orgId };
}

/** Facts travel between services; each step waits for those that it needs. */
async function soon<Result>(what: string, probe: () => Promise<Result>): Promise<Result> {
  return eventually(probe, { within: 30_000 }).catch((cause: unknown) => {
    throw new Error(`not within half a minute: ${what}`, { cause });
  });
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it is not there');
  return value;
}

function expectThat(holds: boolean): void {
  if (!holds) throw new Error('not yet');
}
