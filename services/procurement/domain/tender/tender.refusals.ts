import { refusalsOf } from '@goufu/kernel';

export const refuseTender = refusalsOf('tender', {
  'not-found': { kind: 'not-found', zh: '没有这个采购公告', en: 'there is no such tender' },
  'already-published': { kind: 'conflict', zh: '采购公告已发布', en: 'this tender is published already' },
  'weights-differ': { kind: 'invalid', rule: 'R52', field: '/criteria', zh: '价格分与各评审因素权重之和应为100%', en: 'the weights of price and criteria do not add up to 100 %' },
  'price-weight': { kind: 'invalid', rule: 'R53', field: '/priceWeightBp', zh: '价格分权重不在规定范围内', en: 'the price weight is outside its legal range' },
  'criterion-twice': { kind: 'invalid', rule: 'R51', field: '/criteria', zh: '评审因素重复', en: 'a criterion is named twice' },
  'item-points': { kind: 'invalid', rule: 'R51', field: '/criteria', zh: '评审因素应当量化：各评分项分值之和应等于该因素分值', en: 'a criterion must be quantified: its items do not add up to its weight' },
  'unfair-criterion': { kind: 'invalid', rule: 'R22', field: '/criteria', zh: '评审因素含有歧视性或不得设置的内容', en: 'a criterion discriminates, or may not be set' },
  'too-short': { kind: 'invalid', rule: 'R35', field: '/bidsUntil', zh: '自文件发出至投标截止的时间不足', en: 'too little time between the issue of the documents and the deadline' },
  'deduction': { kind: 'invalid', rule: 'R26', field: '/smallEnterpriseDeductionBp', zh: '小微企业价格扣除比例不在规定范围内', en: 'the price deduction for small enterprises is outside its legal range' },
  'method-not-approved': { kind: 'invalid', rule: 'R17', field: '/methodApprovalNo', zh: '达到公开招标数额标准，采用其他方式须经批准（同类项目合并计算）', en: 'at the open-tender threshold another method needs approval; purchases of the same kind count together (R16)' },
  'not-open': { kind: 'too-late', rule: 'R41', zh: '投标已经截止', en: 'the deadline has passed' },
  'sealed': { kind: 'too-early', rule: 'R41', zh: '开标时间未到，投标文件不得开启', en: 'bids are sealed until the deadline' },
  'not-opened': { kind: 'conflict', rule: 'R43', zh: '项目未处于评审阶段', en: 'the tender is not being evaluated' },
  'unknown-bid': { kind: 'not-found', zh: '没有这份有效投标', en: 'there is no such valid bid' },
  'stage-of-others': { kind: 'forbidden', rule: 'R44', zh: '资格审查由采购人负责，符合性审查由评审小组负责', en: 'the purchaser reviews qualification, the panel reviews conformity' },
  'scores-begun': { kind: 'too-late', rule: 'R44', zh: '已有成员提交评分，不能再认定投标无效', en: 'scores are in, no bid is rejected any more' },
  'not-evaluated': { kind: 'too-early', rule: 'R61', zh: '评审尚未完成', en: 'the evaluation is not finished' },
  'challenged': { kind: 'conflict', rule: 'R76', zh: '有未答复的质疑，暂不能继续', en: 'an open challenge holds this step' },
});
