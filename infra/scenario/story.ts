import type { PlayScript } from './script/play-script.js';
import type { DeliverableScript, EvaluationScript } from './script/purchase-script.js';
import { openBudgetLines, planAndReserve } from './steps/budget.js';
import { fileTheContract, publishTemplate, signTheContract } from './steps/contract.js';
import { acceptTheRectification, openRound, publishResult, rectify, repeatResult, scoreRound } from './steps/evaluation.js';
import { approveAndPay, askForTranche } from './steps/payment.js';
import { approvePlan, certify, close, deliver, recordService, writePlan } from './steps/performance.js';
import type { Purchase } from './steps/purchase.js';
import { announce, bid, openBids, scoreAlone, tenderOut } from './steps/tender.js';
import type { World } from './world/world.js';

/** What is played on one morning. */
export interface Scene {
  readonly day: number;
  readonly purchase: Purchase;
  /** For the sentence that says where a play failed. */
  readonly name: string;
  readonly play: (world: World) => Promise<unknown>;
}

type Part = Omit<Scene, 'purchase'>;

/** All scenes of a purchase, in the order in which they follow from each other. */
export function scenesOf(purchase: Purchase, play: Pick<PlayScript, 'stagehands'>): Scene[] {
  const parts = [...untilContract(purchase), ...performance(purchase), ...evaluations(purchase, play), ...payments(purchase), ...ending(purchase)];
  return parts.map((part) => ({ ...part, purchase }));
}

function untilContract(purchase: Purchase): Part[] {
  const { budget, plan, tender, template, contract } = purchase.script;
  return [
    { day: budget.day, name: '开立预算 budget lines', play: (world) => openBudgetLines(world, purchase) },
    { day: plan.day, name: '采购计划 plan', play: (world) => planAndReserve(world, purchase) },
    { day: tender.publishedOn, name: '采购公告 tender', play: (world) => tenderOut(world, purchase) },
    { day: tender.bidsOn, name: '投标 bids', play: (world) => bid(world, purchase) },
    { day: tender.openingOn, name: '开标 opening', play: (world) => openBids(world, purchase) },
    { day: tender.panelOn, name: '评审 panel', play: (world) => scoreAlone(world, purchase) },
    { day: tender.announcedOn, name: '中标公告 award', play: (world) => announce(world, purchase) },
    { day: template.day, name: '评估模板 template', play: (world) => publishTemplate(world, purchase) },
    { day: contract.draftedOn, name: '签订合同 contract', play: (world) => signTheContract(world, purchase) },
    { day: contract.filedOn, name: '合同备案 filing', play: (world) => fileTheContract(world, purchase) },
  ];
}

function performance(purchase: Purchase): Part[] {
  const { servicePlan, milestones, acceptance } = purchase.script;
  return [
    { day: servicePlan.writtenOn, name: '项目计划书 service plan', play: (world) => writePlan(world, purchase) },
    { day: servicePlan.approvedOn, name: '项目启动 start', play: (world) => approvePlan(world, purchase) },
    ...milestones.flatMap(({ deliverables }) => deliverables.map((each, i) => delivery(purchase, each, i === deliverables.length - 1))),
    { day: acceptance.recordedOn, name: '服务台账 quota records', play: (world) => recordService(world, purchase) },
    { day: acceptance.certifiedOn, name: '履约验收 acceptance', play: (world) => certify(world, purchase) },
  ];
}

const delivery = (purchase: Purchase, script: DeliverableScript, last: boolean): Part => ({
  day: script.submittedOn,
  name: `成果 deliverable ${script.code}`,
  play: (world) => deliver(world, purchase, script, last),
});

const evaluations = (purchase: Purchase, play: Pick<PlayScript, 'stagehands'>): Part[] => purchase.script.evaluations.flatMap((each) => evaluated(purchase, each, play));

function evaluated(purchase: Purchase, evaluation: EvaluationScript, { stagehands }: Pick<PlayScript, 'stagehands'>): Part[] {
  const name = `评估 evaluation ${evaluation.code}`;
  const opening: Part = { day: evaluation.openedOn, name, play: (world) => openRound(world, purchase, evaluation) };
  const attempts = evaluation.attempts.flatMap((attempt, i): Part[] => {
    const { rectification } = attempt;
    return [
      { day: attempt.scoredOn, name, play: (world) => scoreRound(world, purchase, evaluation, i + 1, attempt) },
      {
        day: attempt.notifiedOn,
        name,
        play: async (world) => {
          purchase.resultTrace = await publishResult(world, purchase, evaluation, i + 1, attempt);
          if (attempt.repeated) await repeatResult(world, purchase, stagehands.operator);
        },
      },
      ...(rectification
        ? [
            { day: rectification.submittedOn, name: '整改 rectification', play: (world: World) => rectify(world, purchase, rectification.textZh) },
            { day: rectification.acceptedOn, name: '整改验收 rectification', play: (world: World) => acceptTheRectification(world, purchase, i + 1 < evaluation.attempts.length) },
          ]
        : []),
    ];
  });
  return [opening, ...attempts];
}

const payments = (purchase: Purchase): Part[] =>
  purchase.script.contract.tranches.map((tranche, i) => ({
    day: tranche.requestedOn,
    name: `付款 tranche ${i + 1}`,
    play: async (world) => approveAndPay(world, purchase, i + 1, tranche, await askForTranche(world, purchase, i + 1)),
  }));

const ending = (purchase: Purchase): Part[] => [{ day: purchase.script.closing.day, name: '结项 closing', play: (world) => close(world, purchase) }];
