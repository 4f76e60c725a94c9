import { refusalsOf } from '@goufu/kernel';

export const refusePaymentRequest = refusalsOf('payment-request', {
  'unknown-tranche': { kind: 'not-found', zh: '没有这笔款项', en: 'there is no such tranche' },
  'contract-suspended': { kind: 'conflict', rule: 'R76', zh: '合同已中止，暂不得申请付款', en: 'the contract is suspended' },
  'wrong-stage': { kind: 'conflict', rule: 'R115', zh: '该笔款项已支付、已取消或正在支付', en: 'this tranche is paid, being paid, or no longer due' },
  'already-requested': { kind: 'conflict', rule: 'R118', zh: '该笔款项已提交付款申请', en: 'this tranche has been asked for already' },
  'invoice-used': { kind: 'conflict', rule: 'R118', field: 'invoiceRef', zh: '该发票已用于另一笔付款申请', en: 'this invoice was handed in for another tranche' },
  'invoice-in-future': { kind: 'invalid', rule: 'R119', field: 'invoiceDate', zh: '开票日期不得晚于今天', en: 'an invoice is not dated in the future' },
});
