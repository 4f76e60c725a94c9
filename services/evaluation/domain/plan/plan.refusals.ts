import { refusalsOf } from '@goufu/kernel';

export const refusePlan = refusalsOf('evaluation-plan', {
  'not-found': { kind: 'not-found', rule: 'R103', zh: '该合同没有评估计划', en: 'this contract has no evaluation plan' },
});
