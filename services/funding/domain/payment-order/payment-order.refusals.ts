import { refusalsOf } from '@goufu/kernel';

export const refusePaymentOrder = refusalsOf('payment-order', {
  unknown: { kind: 'not-found', zh: '没有这张付款单', en: 'there is no such payment order' },
  'not-awaiting-approval': {
    kind: 'conflict',
    rule: 'R115',
    zh: '该付款单当前不在待审批状态',
    en: 'this payment order is not waiting for approval',
  },
  'requester-may-not-approve': {
    kind: 'forbidden',
    rule: 'R70',
    zh: '申请人或经办人不得审批同一笔支付',
    en: 'whoever requested or prepared a payment may not approve it',
  },
  'same-approver-twice': {
    kind: 'conflict',
    rule: 'R70',
    zh: '同一人不得重复审批，须由另一人审批',
    en: 'the same person may not approve twice; another person must',
  },
  'content-changed': {
    kind: 'conflict',
    rule: 'R118',
    field: 'contentHash',
    zh: '支付内容已变更，请重新核对后审批',
    en: 'the content of the payment has changed; look at it again before approving',
  },
  'voucher-missing': {
    kind: 'conflict',
    rule: 'R118',
    zh: '支付凭证不齐，不得审批',
    en: 'the voucher pack is not complete: nothing may be approved',
  },
  'debit-suspended': {
    kind: 'conflict',
    rule: 'R116',
    zh: '该期款项另有一笔扣款挂账待查，查清前不得审批',
    en: 'a debit of an earlier instruction of this tranche waits in suspense: nothing may be approved until it is found out what it was',
  },
  'role-not-awaited': {
    kind: 'forbidden',
    rule: 'R70',
    zh: '尚缺的审批须由其他岗位的人员作出',
    en: 'what is missing must be approved by somebody in another role',
  },
  'not-approved': { kind: 'conflict', rule: 'R115', zh: '审批未完成，不得发送支付指令', en: 'not all approvals are given: nothing may be instructed' },
  'attempt-is-live': {
    kind: 'conflict',
    rule: 'R115',
    zh: '上一笔支付指令尚无最终结果，不得再次发送',
    en: 'an earlier instruction has no final status yet: nothing may be sent again',
  },
  'unknown-attempt': { kind: 'not-found', zh: '没有这笔支付指令', en: 'there is no such payment attempt' },
  'amount-differs': {
    kind: 'conflict',
    rule: 'R116',
    zh: '入账金额与指令金额不符，转入挂账核查',
    en: 'the booked amount is not the instructed one: it goes to suspense',
  },
  'cannot-void': { kind: 'conflict', rule: 'R115', zh: '支付指令已发出，不能作废', en: 'the instruction has been sent and cannot be voided' },
});
