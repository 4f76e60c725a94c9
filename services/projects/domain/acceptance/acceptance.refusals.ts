import { refusalsOf } from '@goufu/kernel';

export const refuseAcceptance = refusalsOf('acceptance', {
  'milestone-open': {
    kind: 'too-early',
    rule: 'R68',
    zh: '仍有里程碑未完成，不能验收',
    en: 'a milestone is not reached yet, the service cannot be accepted',
  },
  'standard-missing': {
    kind: 'invalid',
    rule: 'R68',
    field: '/standards',
    zh: '验收书须逐项列明合同约定的每项指标',
    en: 'the certificate must list each quota of the contract',
  },
  'standard-twice': { kind: 'invalid', rule: 'R68', field: '/standards', zh: '同一验收标准出现两次', en: 'a standard stands twice' },
  'quota-short': {
    kind: 'invalid',
    rule: 'R83',
    field: '/standards',
    zh: '服务指标未完成，不能认定达标',
    en: 'a quota that falls short cannot be certified as met',
  },
  'not-all-met': {
    kind: 'invalid',
    rule: 'R68',
    field: '/outcome',
    zh: '有标准未达到，不能判定验收通过',
    en: 'a standard is not met, so the acceptance cannot pass',
  },
  'all-met': {
    kind: 'invalid',
    rule: 'R68',
    field: '/outcome',
    zh: '全部标准已达到，判定不通过须列明未达到的标准',
    en: 'every standard is met: name the one that is not, to fail the acceptance',
  },
  'recipients-not-heard': {
    kind: 'invalid',
    rule: 'R68',
    field: '/recipients',
    zh: '公共服务验收须邀请服务对象参与并出具意见',
    en: 'recipients of the service must take part and give their opinions',
  },
  'opinions-do-not-add-up': {
    kind: 'invalid',
    rule: 'R68',
    field: '/recipients',
    zh: '满意人数不能多于参与人数，参与人数不能多于邀请人数',
    en: 'no more can be satisfied than answered, and no more answer than were invited',
  },
});
