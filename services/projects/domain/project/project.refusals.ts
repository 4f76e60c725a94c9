import { refusalsOf } from '@goufu/kernel';

export const refuseProject = refusalsOf('project', {
  'not-found': { kind: 'not-found', zh: '没有这个项目', en: 'there is no such project' },
  'suspended': { kind: 'conflict', rule: 'R76', zh: '合同已中止，项目暂停', en: 'the contract is suspended, nothing moves until it goes on' },
  'terminated': { kind: 'conflict', zh: '合同已终止', en: 'the contract is terminated' },
  'closed': { kind: 'conflict', zh: '项目已结项', en: 'the project is closed' },
  'not-running': {
    kind: 'too-early',
    rule: 'R82',
    zh: '项目计划书尚未批准，项目未启动',
    en: 'the service plan is not approved yet, the project does not run',
  },
  'already-accepted': { kind: 'conflict', rule: 'R68', zh: '项目已通过验收', en: 'the project is accepted already' },
  'not-accepted': { kind: 'too-early', rule: 'R68', zh: '项目尚未通过验收，不能结项', en: 'the project is not accepted yet and cannot be closed' },
  'evaluation-open': {
    kind: 'too-early',
    rule: 'R109',
    zh: '仍有评估结果未公布，不能结项',
    en: 'an evaluation has no final result yet, the project cannot be closed',
  },
  'rectification-open': {
    kind: 'too-early',
    rule: 'R109',
    zh: '仍有整改未办结，不能结项',
    en: 'a rectification is not decided yet, the project cannot be closed',
  },
  'tranche-open': {
    kind: 'too-early',
    rule: 'R121',
    zh: '仍有款项未付清，不能结项',
    en: 'a tranche is neither paid nor forfeited, the project cannot be closed',
  },
  'not-handed-over': {
    kind: 'invalid',
    rule: 'R93',
    field: '/handover',
    zh: '资料移交、个人信息返还或删除须先完成',
    en: 'records must be handed over and personal data returned or deleted first',
  },
  'own-work': {
    kind: 'forbidden',
    rule: 'R68',
    zh: '承接主体不得验收或批准自己的工作',
    en: 'nobody decides on the work of their own organisation, or on their own',
  },
  'other-purchaser': { kind: 'forbidden', zh: '只有本合同的购买主体可以办理', en: 'only the purchaser of this contract may do this' },
});
