import { refusalsOf } from '@goufu/kernel';

export const refuseYearEnd = refusalsOf('year-end', {
  'unknown-line': { kind: 'not-found', field: 'lines', zh: '没有这条预算指标', en: 'there is no such budget line' },
  'line-twice': { kind: 'invalid', field: 'lines', zh: '同一条预算指标只能列一次', en: 'a line is listed once' },
  'year-running': { kind: 'too-early', rule: 'R125', field: 'year', zh: '预算年度尚未结束', en: 'this year has not ended' },
  'year-past': { kind: 'too-late', rule: 'R125', field: 'year', zh: '只能办理上一年度结账', en: 'only the year that has just ended is closed' },
  'other-year': { kind: 'invalid', rule: 'R125', field: 'lines', zh: '该预算指标属于以后年度', en: 'this line belongs to a later year' },
  'changed-meanwhile': { kind: 'conflict', field: 'lines', zh: '该预算指标已被他人修改，请刷新后重试', en: 'somebody else changed this line; look at it again' },
  'in-transit': { kind: 'conflict', rule: 'R116', field: 'lines', zh: '该预算指标尚有在途支付，待清算或退回后方可结账', en: 'a payment of this line is with the bank; it must be settled or come back first' },
  'more-than-unspent': { kind: 'invalid', rule: 'R125', field: 'lines', zh: '结转金额超过未支出金额', en: 'more would be carried over than is unspent' },
  negative: { kind: 'invalid', field: 'lines', zh: '结转金额不得为负', en: 'an amount is not negative' },
  surplus: { kind: 'conflict', rule: 'R125', field: 'lines', zh: '连续两年未用完的资金为结余资金，不得结转', en: 'money that was not spent for two years running is surplus and is not carried over' },
});
