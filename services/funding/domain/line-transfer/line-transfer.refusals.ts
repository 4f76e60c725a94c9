import { refusalsOf } from '@goufu/kernel';

export const refuseLineTransfer = refusalsOf('line-transfer', {
  unknown: { kind: 'not-found', zh: '没有这笔预算调剂', en: 'there is no such transfer' },
  'unknown-line': { kind: 'not-found', zh: '没有这条预算指标', en: 'there is no such budget line' },
  nothing: { kind: 'invalid', rule: 'R124', field: 'amountFen', zh: '调剂金额必须大于零', en: 'a transfer is more than nothing' },
  'same-line': { kind: 'invalid', rule: 'R124', field: 'toLineId', zh: '不能在同一条预算指标内调剂', en: 'a line gives nothing to itself' },
  'other-jurisdiction': { kind: 'invalid', rule: 'R115', field: 'toLineId', zh: '不能跨地区调剂', en: 'money stays in its region' },
  'other-year': { kind: 'invalid', rule: 'R115', field: 'toLineId', zh: '不能跨预算年度调剂', en: 'money stays in its fiscal year' },
  'other-source': { kind: 'invalid', rule: 'R115', field: 'toLineId', zh: '资金来源不同，不能调剂', en: 'money stays with its source' },
  'other-use': { kind: 'invalid', rule: 'R115', field: 'toLineId', zh: '用途不同，不得改变资金用途', en: 'money keeps its use' },
  closed: { kind: 'conflict', rule: 'R125', zh: '该预算年度已结账', en: 'the year of a line is closed' },
  'below-bound': { kind: 'conflict', rule: 'R115', field: 'amountFen', zh: '调出后低于已预留、已承诺的金额', en: 'less would remain than is already reserved or committed' },
  'same-person': { kind: 'forbidden', rule: 'R70', zh: '申请人不得审批，同一人不得重复审批', en: 'whoever asked or approved before may not approve' },
  decided: { kind: 'conflict', zh: '该笔调剂已办结', en: 'this transfer is decided already' },
});
