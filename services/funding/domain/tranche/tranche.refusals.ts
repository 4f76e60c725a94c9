import { refusalsOf } from '@goufu/kernel';

export const refuseTranche = refusalsOf('tranche', {
  'wrong-stage': { kind: 'conflict', rule: 'R115', zh: '该笔款项当前阶段不允许此操作', en: 'the money of this tranche is not at the stage that this needs' },
});
