import { refusalsOf } from '@goufu/kernel';

export const refuseQuota = refusalsOf('quota', {
  'not-found': { kind: 'invalid', rule: 'R83', field: '/quotaCode', zh: '合同中没有该服务指标', en: 'the contract has no such quota' },
  'nothing': { kind: 'invalid', rule: 'R83', field: '/quantity', zh: '数量不能为零', en: 'the number is zero' },
  'no-reason': {
    kind: 'invalid',
    rule: 'R14',
    field: '/correctionReasonZh',
    zh: '冲减数量须说明原因',
    en: 'taking back a number needs a reason',
  },
  'below-zero': { kind: 'invalid', rule: 'R14', field: '/quantity', zh: '冲减后累计数量为负', en: 'the total would fall below zero' },
  'dates-reversed': { kind: 'invalid', field: '/servedTo', zh: '服务结束日期早于开始日期', en: 'the service ends before it begins' },
  'in-the-future': { kind: 'invalid', rule: 'R14', field: '/servedTo', zh: '服务日期不能晚于今天', en: 'a service that lies in the future cannot be recorded' },
  'before-start': { kind: 'invalid', rule: 'R82', field: '/servedFrom', zh: '服务日期早于项目启动日期', en: 'the service lies before the project started' },
});
