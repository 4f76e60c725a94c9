import { refusalsOf } from '@goufu/kernel';

export const refuseTemplate = refusalsOf('template', {
  'not-found': { kind: 'not-found', rule: 'R105', zh: '没有这个评估模板', en: 'there is no such evaluation template' },
  'no-such-version': { kind: 'not-found', rule: 'R105', field: '/version', zh: '模板没有这个版本', en: 'the template has no such version' },
  'already-published': {
    kind: 'conflict',
    rule: 'R105',
    field: '/version',
    zh: '该版本已发布，不可更改；请起草新版本',
    en: 'this version is published and cannot change; draft a new one',
  },
  'no-indicators': { kind: 'invalid', rule: 'R105', field: '/indicators', zh: '至少需要一项指标', en: 'at least one indicator is needed' },
  'too-deep': { kind: 'invalid', rule: 'R105', field: '/indicators', zh: '指标最多三级', en: 'indicators go three levels deep at most' },
  'code-used-twice': { kind: 'invalid', rule: 'R105', zh: '代码重复', en: 'a code is used twice' },
  'points-do-not-add-up': {
    kind: 'invalid',
    rule: 'R105',
    field: '/indicators',
    zh: '下级指标分值之和不等于上级分值',
    en: 'the points of the indicators below do not add up to the points above them',
  },
  'points-not-positive': { kind: 'invalid', rule: 'R105', field: '/indicators', zh: '指标分值必须大于零', en: 'an indicator needs points above zero' },
  'scoring-impossible': {
    kind: 'invalid',
    rule: 'R105',
    field: '/indicators',
    zh: '计分方式无法得出分数',
    en: 'this way of scoring cannot give a score',
  },
  'weights-not-whole': {
    kind: 'invalid',
    rule: 'R105',
    field: '/parties',
    zh: '各评估方权重之和必须为 100%',
    en: 'the weights of the parties must add up to 100 %',
  },
  'bands-with-gap': {
    kind: 'invalid',
    rule: 'R107',
    field: '/bands',
    zh: '等级区间必须由高到低、从零分起连续，最低为不合格',
    en: 'bands must go from the best grade to fail, without a gap, down to zero',
  },
});
