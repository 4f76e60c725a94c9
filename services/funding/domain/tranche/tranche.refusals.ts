import { refusalsOf } from '@goufu/kernel';

export const refuseTranche = refusalsOf('tranche', {
  'more-than-owed': { kind: 'conflict', rule: 'R123', field: 'amountFen', zh: '抵扣金额须大于零且不超过该笔应付款项', en: 'what is set off is above zero and no more than this tranche owes' },
  'wrong-stage': { kind: 'conflict', rule: 'R115', zh: '该笔款项当前阶段不允许此操作', en: 'the money of this tranche is not at the stage that this needs' },
});
