import { refusalsOf } from '@goufu/kernel';

export const refuseChallenge = refusalsOf('challenge', {
  'not-found': { kind: 'not-found', zh: '没有这项质疑', en: 'there is no such challenge' },
  'too-early': { kind: 'too-early', rule: 'R73', zh: '该环节尚未结束，不能质疑', en: 'this step is not over yet' },
  'too-late': { kind: 'too-late', rule: 'R73', zh: '质疑期限已过', en: 'the time for a challenge has passed' },
  'not-a-participant': { kind: 'forbidden', rule: 'R73', zh: '只有参加采购活动的供应商可以质疑', en: 'only suppliers that took part may challenge' },
  'already-filed': { kind: 'conflict', rule: 'R73', zh: '同一环节的质疑应一次性提出', en: 'a step is challenged once' },
  'already-decided': { kind: 'conflict', rule: 'R74', zh: '质疑已答复', en: 'the challenge is answered already' },
  'not-voidable': { kind: 'conflict', rule: 'R76', zh: '合同已签订，不能废标；请中止或终止合同', en: 'a contract is signed: suspend or terminate it instead of voiding the tender' },
});
