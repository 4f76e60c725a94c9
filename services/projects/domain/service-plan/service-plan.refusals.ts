import { refusalsOf } from '@goufu/kernel';

export const refuseServicePlan = refusalsOf('service-plan', {
  'not-found': { kind: 'not-found', zh: '没有这一版项目计划书', en: 'there is no such version of the service plan' },
  'waits-already': { kind: 'conflict', rule: 'R82', zh: '已有一版项目计划书待批准', en: 'a version of the service plan waits for approval already' },
  'not-waiting': { kind: 'conflict', rule: 'R82', zh: '该版项目计划书已有决定', en: 'this version of the service plan is decided already' },
  'quota-missing': {
    kind: 'invalid',
    rule: 'R83',
    field: '/quotas',
    zh: '项目计划书缺少合同约定的服务指标',
    en: 'a quota of the contract is missing in the plan',
  },
  'quota-short': {
    kind: 'invalid',
    rule: 'R83',
    field: '/quotas',
    zh: '服务指标低于合同约定',
    en: 'a quota is lower than the contract’s',
  },
  'quota-unknown': { kind: 'invalid', rule: 'R83', field: '/quotas', zh: '合同中没有该服务指标', en: 'the contract has no such quota' },
  'quota-twice': { kind: 'invalid', rule: 'R83', field: '/quotas', zh: '同一服务指标出现两次', en: 'a quota stands twice in the plan' },
  'schedule-reversed': {
    kind: 'invalid',
    rule: 'R82',
    field: '/schedule',
    zh: '进度安排的结束日期早于开始日期',
    en: 'a step of the schedule ends before it begins',
  },
  'no-supervisor': { kind: 'invalid', rule: 'R87', field: '/staff', zh: '须配备督导', en: 'the plan names no supervisor' },
  'staff-twice': { kind: 'invalid', rule: 'R87', field: '/staff', zh: '同一人员编号出现两次', en: 'a staff code stands twice' },
  'not-own-employee': {
    kind: 'invalid',
    rule: 'R87',
    field: '/staff',
    zh: '持证人员须提供本机构社保证明',
    en: 'social workers and supervisors must be own employees, shown by social security',
  },
  'not-certified': {
    kind: 'invalid',
    rule: 'R87',
    field: '/staff',
    zh: '社工和督导须持有职业资格证书',
    en: 'social workers and supervisors need a certificate',
  },
  'core-subcontracted': {
    kind: 'invalid',
    rule: 'R12',
    field: '/subcontracts',
    zh: '主体、关键性工作不得分包',
    en: 'core work may not be subcontracted',
  },
});
