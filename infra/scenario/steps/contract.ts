import {
  commitmentRecorded,
  contractFiled,
  contractSigned,
  draftContract,
  draftEvaluationTemplate,
  fileContract,
  publishEvaluationTemplate,
  reservationReleased,
  signContract,
  trancheReleased,
  type FactContract,
} from '@goufu/contracts';
import { endOfDay, formatYuan } from '@goufu/kernel';
import type { World } from '../world/world.js';
import { expectSame } from './expect.js';
import type { Purchase } from './purchase.js';

/** The purchaser publishes how the service will be evaluated; signing freezes it (R105). */
export async function publishTemplate(world: World, purchase: Purchase): Promise<void> {
  const { cast, template } = purchase.script;
  const { answer } = await world.act({
    who: [cast.purchaser],
    zh: `发布评估模板“${template.content.titleZh}”`,
    en: 'publishes the evaluation template',
    does: async () => {
      const drafted = await world.call('evaluation', cast.purchaser, draftEvaluationTemplate, { body: { content: template.content } });
      return world.call('evaluation', cast.purchaser, publishEvaluationTemplate, { params: drafted });
    },
  });
  purchase.template = answer;
}

/** One drafts, another signs exactly this text (R63, R70); funding binds the money and gives the surplus back. */
export async function signTheContract(world: World, purchase: Purchase): Promise<void> {
  const { cast, contract } = purchase.script;
  const { purchaseId } = purchase;
  const { answer: drafted } = await world.act({
    who: [cast.purchaser],
    zh: `拟订合同 ${formatYuan(BigInt(contract.price))} 元，付款 ${contract.tranches.map(({ shareBp }) => shareBp / 100).join(' / ')} %`,
    en: 'drafts the contract',
    does: () => world.call('procurement', cast.purchaser, draftContract, { params: { purchaseId }, body: contractDraftOf(world, purchase) }),
  });
  purchase.contractId = drafted.contractId;
  await world.advance(world.morning(contract.signedOn));
  const surplus = contract.price === reservedOf(purchase) ? [] : [reservationReleased];
  const { answer: signed } = await world.act({
    who: [cast.contractApprover],
    zh: '审签合同（非拟订人）',
    en: 'signs it, as somebody else than its author',
    does: () =>
      world.call('procurement', cast.contractApprover, signContract, {
        params: { contractId: drafted.contractId },
        body: { termsHash: drafted.draft?.termsHash ?? '' },
      }),
    follows: [contractSigned, commitmentRecorded, ...surplus],
    about: () => purchaseId,
  });
  const tranches = signed.terms?.tranches ?? [];
  const amounts = tranches.map(({ fen }) => formatYuan(BigInt(fen)));
  expectSame('the price and its tranches', [signed.terms?.priceFen, ...amounts], [contract.price, ...contract.tranches.map(({ expects }) => formatYuan(BigInt(expects)))]);
  purchase.trancheIds = tranches.map(({ trancheId }) => trancheId);
  world.narrator.remark(`各期付款 ${amounts.join(' / ')} 元`, 'tranches');
}

const reservedOf = ({ script }: Purchase): string => script.plan.asks.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString();

function contractDraftOf(world: World, purchase: Purchase) {
  const { contract, evaluations, milestones } = purchase.script;
  return {
    contractNo: `JJHT-${purchase.purchaseId.slice(-12)}`,
    title: contract.title,
    term: { from: world.day(contract.from), to: world.day(contract.to) },
    budgetSplit: purchase.parts(contract.budgetSplit, Number(world.day(0).slice(0, 4))),
    tranches: contract.tranches.map(({ shareBp, conditions }) => ({ shareBp, conditions })),
    milestones: milestones.map(({ code, nameZh, dueOn, deliverables }) => ({
      code,
      nameZh,
      due: world.day(dueOn),
      deliverables: deliverables.map((each) => ({ code: each.code, nameZh: each.nameZh })),
    })),
    quotas: contract.quotas,
    evaluationPlan: evaluations.map(({ code, kind, nameZh, weightBp, readyOn, dueOn }) => ({
      code,
      kind,
      nameZh,
      weightBp,
      templateId: purchase.template?.templateId ?? '',
      templateVersion: purchase.template?.version ?? 0,
      due: endOfDay(world.day(dueOn)),
      readyOn,
    })),
    smeFlag: contract.smeFlag,
  };
}

/** The contract is announced and its copy filed with finance (R64); a tranche that waited for this alone is owed now. */
export async function fileTheContract(world: World, purchase: Purchase): Promise<void> {
  const { cast, contract } = purchase.script;
  const { contractId, purchaseId } = purchase;
  const atOnce = contract.tranches.some(({ conditions }) => conditions.every(({ kind }) => kind === 'contract-filed'));
  const follows: FactContract[] = atOnce ? [contractFiled, trancheReleased] : [contractFiled];
  await world.act({
    who: [cast.purchaser],
    zh: '合同公告并报财政备案',
    en: 'announces the contract and files it with finance',
    does: () =>
      world.call('procurement', cast.purchaser, fileContract, {
        params: { contractId },
        body: { filingNo: `JJBA-${contractId.slice(-12)}`, filedOn: world.day(contract.filedOn), noticeUrl: `https://example.org/notices/${contractId}` },
      }),
    follows,
    about: () => purchaseId,
  });
}
