import { refusalsOf } from '@goufu/kernel';

export const refuseRectification = refusalsOf('rectification', {
  'not-found': { kind: 'not-found', zh: '没有这项整改', en: 'there is no such rectification' },
  'decided': { kind: 'conflict', rule: 'R109', zh: '该整改已办结', en: 'this rectification is decided already' },
  'not-submitted': { kind: 'too-early', rule: 'R109', zh: '机构尚未提交整改', en: 'the agency has not handed in its rectification' },
  'still-time': {
    kind: 'too-early',
    rule: 'R109',
    zh: '整改期限未到，机构尚未提交，不能判定不合格',
    en: 'the agency still has time until the due day, it cannot fail yet',
  },
  'file-unknown': { kind: 'invalid', field: '/fileIds', zh: '佐证文件不存在', en: 'a file of the evidence does not exist' },
});
