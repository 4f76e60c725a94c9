import { refusalsOf } from '@goufu/kernel';

export const refusePurchase = refusalsOf('purchase', {
  'not-found': { kind: 'not-found', zh: '没有这个采购项目', en: 'there is no such purchase' },
  'other-purchaser': { kind: 'forbidden', zh: '这不是本单位的采购项目', en: 'this purchase belongs to another purchaser' },
  'no-organisation': { kind: 'forbidden', zh: '您的账号没有登记单位或统一社会信用代码', en: 'your account names no organisation with a unified social credit code' },
  'already-planned': { kind: 'conflict', zh: '采购计划已存在', en: 'this purchase is planned already' },
  'asks-differ': { kind: 'invalid', rule: 'R10', field: '/asks', zh: '各预算指标申请额之和与采购预算不一致', en: 'the asks do not add up to the total' },
  'ask-twice': { kind: 'invalid', rule: 'R126', field: '/asks', zh: '同一指标同一年度只能申请一次', en: 'a budget line is asked once per fiscal year' },
  'unknown-line': { kind: 'conflict', rule: 'R10', field: '/asks', zh: '没有该年度的这条预算指标', en: 'no budget line is known for this year' },
  'negative-list': { kind: 'invalid', rule: 'R9', field: '/negativeList', zh: '属于政府购买服务负面清单', en: 'the negative list excludes this purchase' },
  'survey-too-small': { kind: 'invalid', rule: 'R18', field: '/preparation/surveyRespondents', zh: '需求调查对象数量不足', en: 'the requirement survey reached too few respondents' },
  'public-not-asked': { kind: 'invalid', rule: 'R19', field: '/preparation/publicConsultedOn', zh: '公共服务需求应征求社会公众意见', en: 'the requirement of a public service must be opened to public comment' },
  'not-reviewed': { kind: 'invalid', rule: 'R20', field: '/preparation/keyReviewedOn', zh: '尚未完成重点审查', en: 'the key review is missing' },
  'not-reserved': { kind: 'too-early', rule: 'R10', zh: '预算尚未预留，不得开展采购', en: 'no tender before the budget is reserved' },
  'budget-exceeds-reservation': { kind: 'invalid', rule: 'R10', field: '/budgetFen', zh: '采购预算超过已预留金额', en: 'the tender budget exceeds what is reserved' },
  'not-cancellable': { kind: 'too-late', rule: 'R38', zh: '合同已签订或采购已结束，不能取消', en: 'a purchase with a contract, or one that ended, is not cancelled' },
});
