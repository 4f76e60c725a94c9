import { refusalsOf } from '@goufu/kernel';

export const refuseSuspense = refusalsOf('suspense', {
  unknown: { kind: 'not-found', zh: '没有这笔挂账', en: 'there is no such suspended entry' },
  'already-cleared': { kind: 'conflict', zh: '该笔挂账已核销', en: 'this entry was cleared before' },
  'in-assignment': { kind: 'conflict', zh: '该笔挂账已提请归属，须先复核', en: 'this entry is proposed for an assignment, which must be decided first' },
  'payment-under-way': {
    kind: 'conflict',
    rule: 'R116',
    zh: '所属支付尚无最终结果，须由两人提请归属，不得直接核销',
    en: 'its payment has not ended: two people say what the entry means for it, and one alone does not clear it',
  },
  'unknown-attempt': { kind: 'not-found', field: 'attemptId', zh: '没有这笔支付指令', en: 'there is no such payment attempt' },
  'unknown-assignment': { kind: 'not-found', zh: '没有这项归属申请', en: 'there is no such assignment' },
  'does-not-add-up': {
    kind: 'conflict',
    rule: 'R116',
    field: 'suspenseIds',
    zh: '所选流水合计既不等于支付金额，也不相互抵销',
    en: 'together the entries are neither what was ordered nor nothing: they explain no payment',
  },
  'attempt-is-over': { kind: 'conflict', rule: 'R116', field: 'attemptId', zh: '该支付指令已有最终结果，只能归属相互抵销的流水', en: 'this attempt has ended: only entries that cancel each other out belong to it' },
  'more-than-paid': { kind: 'conflict', rule: 'R116', field: 'suspenseIds', zh: '退回合计超过该笔支付尚未退回的金额', en: 'more came back than was paid and has not come back before' },
  'money-has-left': {
    kind: 'conflict',
    rule: 'R116',
    zh: '该笔支付曾被拒付而款项已扣，须由两人提请归属（连同冲正流水），不得直接核销',
    en: 'its payment was called rejected and the money has left: two people say what it means, with the reversal if there is one, and one alone does not clear it',
  },
  'tranche-changed': { kind: 'conflict', rule: 'R116', field: 'attemptId', zh: '该期款项已另行支付、暂缓或变更，不能按原支付入账', en: 'its tranche was paid otherwise, is held or is owed differently now: it cannot be booked as it was ordered' },
  'clawback-open': { kind: 'conflict', rule: 'R123', field: 'attemptId', zh: '该笔支付有追回案件，须先结案或不予追回', en: 'paid money of it is asked back: the clawback case must be waived first' },
  'already-decided': { kind: 'conflict', zh: '该归属申请已处理', en: 'this assignment was decided before' },
  'same-person': { kind: 'forbidden', rule: 'R70', zh: '提请人不得复核本人的归属申请', en: 'whoever proposed an assignment may not decide it; another person must' },
});
