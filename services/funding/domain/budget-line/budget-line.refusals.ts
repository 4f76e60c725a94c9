import { refusalsOf } from '@goufu/kernel';

export const refuseBudgetLine = refusalsOf('budget-line', {
  'nothing-appropriated': { kind: 'invalid', rule: 'R10', field: 'amountFen', zh: '预算金额必须大于零', en: 'a budget line has more than nothing' },
  'below-bound': {
    kind: 'conflict',
    rule: 'R115',
    field: 'amountFen',
    zh: '调减后低于已预留、已承诺的金额',
    en: 'less would remain than is already reserved or committed',
  },
  'use-beyond-source': { kind: 'invalid', rule: 'R127', field: 'uses', zh: '该资金来源不得用于此用途', en: 'money of this source is not there for this use' },
  'above-formula': { kind: 'invalid', rule: 'R128', field: 'amountFen', zh: '超过保障资金的核定标准', en: 'the guarantee fund of this community is less by its formula' },
  'continues-other': { kind: 'invalid', rule: 'R126', field: 'continues', zh: '只能接续同一资金来源的以前年度预算指标', en: 'a line goes on with one of an earlier year and of the same source' },
  'continued-already': { kind: 'conflict', rule: 'R126', field: 'continues', zh: '该预算指标在此年度已有接续指标', en: 'another line of this year goes on with it already' },
  'nothing-allotted': { kind: 'invalid', rule: 'R115', field: 'amountFen', zh: '分配金额必须大于零', en: 'an allotment is more than nothing' },
  'over-allotted': { kind: 'conflict', rule: 'R115', field: 'amountFen', zh: '分配金额超过待分配的预算', en: 'more would be allotted than was appropriated' },
  closed: { kind: 'conflict', rule: 'R125', zh: '该预算年度已结账', en: 'the year of this line is closed' },
  'changed-meanwhile': { kind: 'conflict', field: 'revision', zh: '该预算指标已被他人修改，请刷新后重试', en: 'somebody else changed this line; look at it again' },
  unknown: { kind: 'not-found', zh: '没有这条预算指标', en: 'there is no such budget line' },
});
