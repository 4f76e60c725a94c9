import { refusalsOf } from '@goufu/kernel';

export const refuseBudgetLine = refusalsOf('budget-line', {
  'nothing-appropriated': { kind: 'invalid', rule: 'R10', field: 'amountFen', zh: '预算金额必须大于零', en: 'a budget line has more than nothing' },
  'below-bound': {
    kind: 'conflict',
    rule: 'R115',
    field: 'amountFen',
    zh: '调减后低于已预留、已承诺的金额',
    en: 'less would remain than is already reserved or committed',
  },
  'changed-meanwhile': { kind: 'conflict', field: 'revision', zh: '该预算已被他人修改，请刷新后重试', en: 'somebody else changed this line; look at it again' },
  unknown: { kind: 'not-found', zh: '没有这条预算', en: 'there is no such budget line' },
});
