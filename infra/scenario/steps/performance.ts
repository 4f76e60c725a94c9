import {
  acceptanceCertified,
  acceptDeliverable,
  approveServicePlan,
  certifyAcceptance,
  closeProject,
  deliverableAccepted,
  deliverableReturned,
  deliverableSubmitted,
  getProject,
  listProjects,
  milestoneReached,
  projectClosed,
  projectStarted,
  recordQuota,
  returnDeliverable,
  submitDeliverable,
  writeServicePlan,
} from '@goufu/contracts';
import type { DeliverableScript } from '../script/purchase-script.js';
import { eventually, Unexpected } from '../world/patience.js';
import type { World } from '../world/world.js';
import { expectSame } from './expect.js';
import type { Purchase } from './purchase.js';

/** The agency writes how it will serve (R82, R83, R87). */
export async function writePlan(world: World, purchase: Purchase): Promise<void> {
  const { contract, servicePlan } = purchase.script;
  const { writtenOn: _written, approvedOn: _approved, schedule, ...content } = servicePlan;
  purchase.projectId = await projectOf(world, purchase);
  await world.act({
    who: [purchase.winner],
    zh: '提交项目计划书',
    en: 'hands in the service plan',
    does: () =>
      world.call('projects', purchase.winner, writeServicePlan, {
        params: { projectId: purchase.projectId },
        body: {
          ...content,
          schedule: schedule.map(({ nameZh, from, to }) => ({ nameZh, from: world.day(from), to: world.day(to) })),
          quotas: contract.quotas.map(({ code, quantity }) => ({ code, quantity })),
        },
      }),
  });
}

/** Projects learns of the contract, and that its money is bound, from facts. */
async function projectOf(world: World, { winner, contractId }: Purchase): Promise<string> {
  return eventually('the project of the contract is there', async () => {
    const { items } = await world.call('projects', winner, listProjects, { query: { contractId } });
    if (!items[0]) throw new Unexpected('projects does not list it');
    return items[0].projectId;
  });
}

/** The purchaser approves; the service begins. */
export async function approvePlan(world: World, { script, projectId, purchaseId }: Purchase): Promise<void> {
  const { purchaser } = script.cast;
  await world.act({
    who: [purchaser],
    zh: '批准项目计划书，项目启动',
    en: 'approves it: the project starts',
    does: () => world.call('projects', purchaser, approveServicePlan, { params: { projectId, version: 1 } }),
    follows: [projectStarted],
    about: () => purchaseId,
  });
}

/** The agency uploads a file; the purchaser accepts it, and the last one of a milestone reaches it. `last` says so. */
export async function deliver(world: World, purchase: Purchase, script: DeliverableScript, last: boolean): Promise<void> {
  const deliverableId = await deliverableOf(world, purchase, script.code);
  await upload(world, purchase, deliverableId, script.nameZh, script.text);
  const { purchaser } = purchase.script.cast;
  if (script.returned) {
    const { reasons, resubmittedOn, text } = script.returned;
    await world.act({
      who: [purchaser],
      zh: `退回“${script.nameZh}”：${reasons.join('；')}`,
      en: 'returns it with reasons',
      does: () => world.call('projects', purchaser, returnDeliverable, { params: { deliverableId, version: 1 }, body: { reasons } }),
      follows: [deliverableReturned],
      about: () => purchase.purchaseId,
    });
    await world.advance(world.morning(resubmittedOn));
    await upload(world, purchase, deliverableId, script.nameZh, text);
  }
  const { answer } = await world.act({
    who: [purchaser],
    zh: `验收“${script.nameZh}”`,
    en: last ? 'accepts it: the milestone is reached' : 'accepts it',
    does: () => world.call('projects', purchaser, acceptDeliverable, { params: { deliverableId, version: script.returned ? 2 : 1 } }),
    follows: last ? [deliverableAccepted, milestoneReached] : [deliverableAccepted],
    about: () => purchase.purchaseId,
  });
  expectSame(`the milestone after ${script.code}`, answer.milestoneReached, last);
}

/** What the agency has to hand in, by the code of the contract. */
async function deliverableOf(world: World, { winner, projectId }: Purchase, code: string): Promise<string> {
  const { milestones } = await world.call('projects', winner, getProject, { params: { projectId } });
  const found = milestones.flatMap(({ deliverables }) => deliverables).find(({ deliverableCode }) => deliverableCode === code);
  if (!found) throw new Unexpected(`the project has no deliverable ${code}`);
  return found.deliverableId;
}

async function upload(world: World, { winner, purchaseId }: Purchase, deliverableId: string, nameZh: string, text: string): Promise<void> {
  await world.act({
    who: [winner],
    zh: `上传“${nameZh}”`,
    en: 'uploads a deliverable',
    does: () =>
      world.call('projects', winner, submitDeliverable, { params: { deliverableId }, file: { name: `${nameZh}.txt`, content: new Blob([`${text}\n`], { type: 'text/plain' }) } }),
    follows: [deliverableSubmitted],
    about: () => purchaseId,
  });
}

/** The agency records that it served what was agreed (R14, R83). */
export async function recordService(world: World, { script, winner, projectId }: Purchase): Promise<void> {
  const { contract, acceptance } = script;
  const served = { servedFrom: world.day(contract.from), servedTo: world.day(acceptance.recordedOn) };
  await world.act({
    who: [winner],
    zh: `填报服务台账：${contract.quotas.map(({ nameZh, quantity, unitZh }) => `${nameZh} ${quantity} ${unitZh}`).join('，')}`,
    en: 'records what it delivered',
    does: async () => {
      for (const { code, quantity } of contract.quotas) {
        await world.call('projects', winner, recordQuota, { params: { projectId }, body: { quotaCode: code, quantity, ...served, evidenceZh: acceptance.evidenceZh } });
      }
    },
  });
}

/** The purchaser certifies each standard, recipients heard (R68). */
export async function certify(world: World, { script, projectId, purchaseId }: Purchase): Promise<void> {
  const { cast, contract, acceptance } = script;
  const standards = contract.quotas.map(({ code, nameZh }) => ({ code, nameZh, met: true }));
  await world.act({
    who: [cast.purchaser],
    zh: '履约验收合格，出具验收书',
    en: 'certifies the acceptance',
    does: () => world.call('projects', cast.purchaser, certifyAcceptance, { params: { projectId }, body: { outcome: 'passed', standards, recipients: acceptance.recipients } }),
    follows: [acceptanceCertified],
    about: () => purchaseId,
  });
}

/** Everything is handed over, evaluated and paid (R93). */
export async function close(world: World, { script, projectId, purchaseId }: Purchase): Promise<void> {
  const { purchaser } = script.cast;
  await world.act({
    who: [purchaser],
    zh: '项目结项归档',
    en: 'closes the project',
    does: () => eventually('the project can be closed', () => world.call('projects', purchaser, closeProject, { params: { projectId }, body: { handover: { recordsHandedOver: true, personalDataSettled: true } } }), 15_000),
    follows: [projectClosed],
    about: () => purchaseId,
  });
}
