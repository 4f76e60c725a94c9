import { refusalsOf } from '@goufu/kernel';

export const refuseAppeal = refusalsOf('appeal', {
  'not-found': { kind: 'not-found', zh: '没有这项申诉', en: 'there is no such appeal' },
  'already-filed': { kind: 'conflict', zh: '已提出申诉', en: 'an appeal was already filed' },
  'already-decided': { kind: 'conflict', zh: '申诉已有处理决定', en: 'the appeal is already decided' },
  'not-independent': {
    kind: 'forbidden',
    rule: 'R110',
    zh: '参与评估或组建评估小组的人不得处理申诉',
    en: 'nobody who scored or composed the panel may decide the appeal',
  },
});
