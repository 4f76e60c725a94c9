import {
  acceptRectification,
  acceptResult,
  declareInterest,
  factByType,
  getEvaluationRound,
  listEvaluationRounds,
  getProject,
  notifyResult,
  openEvaluationRound,
  rectificationAccepted,
  rectificationSubmitted,
  republishFacts,
  resultNotified,
  resultPublished,
  roundOpened,
  saveScoreSheet,
  signScoreSheet,
  submitRectification,
  type FactContract,
} from '@goufu/contracts';
import { endOfDay, plusMilliseconds } from '@goufu/kernel';
import type { AttemptScript, EvaluationScript } from '../script/purchase-script.js';
import { orgOf, personOf } from '../world/people.js';
import { eventually, Unexpected } from '../world/patience.js';
import type { World } from '../world/world.js';
import { expectSame } from './expect.js';
import type { Purchase } from './purchase.js';
import { points } from './tender.js';

const GRADES: Readonly<Record<string, string>> = { excellent: '优秀', good: '良好', pass: '合格', fail: '不合格' };

/** The purchaser opens the round that its milestone made ready, with its panel (R110). */
export async function openRound(world: World, purchase: Purchase, evaluation: EvaluationScript): Promise<void> {
  const { purchaser, evaluators } = purchase.script.cast;
  const roundId = await roundOf(world, purchase, evaluation.code, 1, 'ready');
  const panel = evaluators.map(({ who, party }) => ({ evaluatorId: personOf(who).sub, orgId: orgOf(who).orgId, party }));
  await world.act({
    who: [purchaser],
    zh: `启动${evaluation.nameZh}，组成 ${panel.length} 人评估小组`,
    en: `opens the evaluation ${evaluation.code}`,
    does: () => world.call('evaluation', purchaser, openEvaluationRound, { params: { roundId }, body: { panel, due: endOfDay(world.day(evaluation.dueOn)) } }),
    follows: [roundOpened],
    about: () => purchase.purchaseId,
  });
}

async function roundOf(world: World, { script, contractId }: Purchase, code: string, attempt: number, stage: 'ready' | 'open' | 'computed'): Promise<string> {
  return eventually(`round ${attempt} of ${code} is ${stage}`, async () => {
    const { items } = await world.call('evaluation', script.cast.purchaser, listEvaluationRounds, { query: { contractId, limit: 100 } });
    const found = items.find((round) => round.evaluationCode === code && round.attempt === attempt);
    if (found?.stage !== stage) throw new Unexpected(`it is ${found?.stage ?? 'not there'}`);
    return found.roundId;
  });
}

/** Each evaluator declares that there is no interest, scores alone and signs; the last signature computes the result (R105–R107, R110). */
export async function scoreRound(world: World, purchase: Purchase, evaluation: EvaluationScript, number: number, attempt: AttemptScript): Promise<void> {
  const roundId = await roundOf(world, purchase, evaluation.code, number, 'open');
  const params = { roundId };
  const [first, ...others] = purchase.script.cast.evaluators.map(({ who }) => who);
  await world.act({
    who: [first ?? '', ...others],
    zh: `${evaluation.nameZh}${number > 1 ? `第 ${number} 次` : ''}：申报回避，各自独立打分并签名锁定`,
    en: 'declare, score alone and sign',
    does: async () => {
      for (const [who, body] of Object.entries(attempt.sheets)) {
        await world.call('evaluation', who, declareInterest, { params, body: { declaration: 'none' } });
        await world.call('evaluation', who, saveScoreSheet, { params, body });
        await world.call('evaluation', who, signScoreSheet, { params });
      }
    },
  });
  const { scoreBp, grade } = await resultOf(world, purchase, roundId);
  expectSame(`the result of ${evaluation.code}, attempt ${number}`, { scoreBp, grade }, { scoreBp: attempt.expects.scoreBp, grade: attempt.expects.grade });
  world.narrator.remark(`得分 ${points(scoreBp)}，${GRADES[grade] ?? grade}`, `${points(scoreBp)} points, ${grade}`);
}

async function resultOf(world: World, { script }: Purchase, roundId: string) {
  const { results } = await world.call('evaluation', script.cast.purchaser, getEvaluationRound, { params: { roundId } });
  const result = results.at(-1);
  if (!result) throw new Unexpected(`round ${roundId} has no result`);
  return result;
}

/** The agency is notified; it accepts, or the appeal window closes by itself: the result is final and may move money (R109). */
export async function publishResult(world: World, purchase: Purchase, evaluation: EvaluationScript, number: number, attempt: AttemptScript): Promise<string> {
  const { purchaseId, winner, script } = purchase;
  const { resultId } = await resultOf(world, purchase, await roundOf(world, purchase, evaluation.code, number, 'computed'));
  const { answer } = await world.act({
    who: [script.cast.purchaser],
    zh: `告知${evaluation.nameZh}结果，申诉期开始`,
    en: 'notifies the result; the appeal window opens',
    does: () => world.call('evaluation', script.cast.purchaser, notifyResult, { params: { resultId } }),
    follows: [resultNotified],
    about: () => purchaseId,
  });
  const follows: FactContract[] = [resultPublished, ...attempt.expects.follows.map(contractOf)];
  if (attempt.ends === 'accepted') {
    const { traceparent } = await world.act({
      who: [winner],
      zh: '认可评估结果，结果生效',
      en: 'accepts the result: it is final',
      does: () => world.call('evaluation', winner, acceptResult, { params: { resultId } }),
      follows,
      about: () => purchaseId,
    });
    return traceparent;
  }
  const closes = plusMilliseconds(answer.appealUntil ?? world.clock.now, 1);
  const [published] = await world.comesDue(closes, { zh: '申诉期满，结果生效', en: 'the appeal window closes: the result is final', follows, about: () => purchaseId });
  return published?.traceparent ?? '';
}

function contractOf(name: string): FactContract {
  const contract = factByType(`${name}.v1`);
  if (!contract) throw new Unexpected(`no fact is called ${name}`);
  return contract;
}

/** The broker delivers the published result once more, and the operator publishes it again from the table: nothing may come of either. */
export async function repeatResult(world: World, { purchaseId }: Purchase, operator: string): Promise<void> {
  const fact = world.facts.of(resultPublished, purchaseId).at(-1);
  if (!fact) throw new Unexpected('there is no published result to repeat');
  await world.act({ who: [operator], zh: '（演练）同一条评估结果消息重复投递', en: 'the broker delivers the same fact twice', does: () => world.facts.duplicate(fact) });
  const before = world.facts.timesOf(fact.id);
  await world.act({
    who: [operator],
    zh: '（演练）从事实表重新发布评估结果',
    en: 'publishes the result again from the table of facts',
    does: async () => {
      await world.call('evaluation', operator, republishFacts, { body: { type: resultPublished.type, subject: purchaseId } });
      await world.facts.seenAgain(fact.id, before);
    },
  });
}

/** The agency reports what it mended after a result that calls for it (R109). */
export async function rectify(world: World, purchase: Purchase, textZh: string): Promise<void> {
  const rectificationId = await rectificationOf(world, purchase, 'opened');
  await world.act({
    who: [purchase.winner],
    zh: '提交整改报告',
    en: 'reports what it rectified',
    does: () => world.call('projects', purchase.winner, submitRectification, { params: { rectificationId }, body: { textZh } }),
    follows: [rectificationSubmitted],
    about: () => purchase.purchaseId,
  });
}

/** The purchaser accepts the rectification; after a fail the evaluation opens again by itself (R109). */
export async function acceptTheRectification(world: World, purchase: Purchase, reEvaluated: boolean): Promise<void> {
  const { purchaser } = purchase.script.cast;
  const rectificationId = await rectificationOf(world, purchase, 'submitted');
  await world.act({
    who: [purchaser],
    zh: `整改验收通过${reEvaluated ? '，启动复评' : ''}`,
    en: 'accepts the rectification',
    does: () => world.call('projects', purchaser, acceptRectification, { params: { rectificationId } }),
    follows: reEvaluated ? [rectificationAccepted, roundOpened] : [rectificationAccepted],
    about: () => purchase.purchaseId,
  });
}

async function rectificationOf(world: World, { winner, projectId }: Purchase, status: 'opened' | 'submitted'): Promise<string> {
  return eventually(`a rectification is ${status}`, async () => {
    const { rectifications } = await world.call('projects', winner, getProject, { params: { projectId } });
    const found = rectifications.find((each) => each.status === status);
    if (!found) throw new Unexpected(`they are ${rectifications.map((each) => each.status).join(', ') || 'not there'}`);
    return found.rectificationId;
  });
}

