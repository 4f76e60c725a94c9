import { refusalsOf } from '@goufu/kernel';

export const refuseDeliverable = refusalsOf('deliverable', {
  'not-found': { kind: 'not-found', zh: '没有这项成果', en: 'there is no such deliverable' },
  'version-not-found': { kind: 'not-found', zh: '没有这一版成果', en: 'there is no such version of the deliverable' },
  'dropped': { kind: 'conflict', rule: 'R67', zh: '补充合同已取消该项成果', en: 'an amendment of the contract dropped this deliverable' },
  'waits-already': { kind: 'conflict', rule: 'R68', zh: '上一版成果尚待审核', en: 'a version of this deliverable waits for the purchaser already' },
  'already-accepted': { kind: 'conflict', rule: 'R68', zh: '该成果已被接受', en: 'this deliverable is accepted already' },
  'not-waiting': { kind: 'conflict', rule: 'R68', zh: '该版成果不在待审核状态', en: 'this version does not wait for a decision' },
  'same-file': {
    kind: 'conflict',
    rule: 'R68',
    field: '/file',
    zh: '文件与被退回的版本相同',
    en: 'the file is the one that was returned',
  },
});
