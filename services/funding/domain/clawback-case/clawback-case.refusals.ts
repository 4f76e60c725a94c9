import { refusalsOf } from '@goufu/kernel';

export const refuseClawback = refusalsOf('clawback', {
  unknown: { kind: 'not-found', zh: '没有这个追回案件', en: 'there is no such clawback case' },
  'unknown-tranche': { kind: 'not-found', zh: '没有这笔款项', en: 'there is no such tranche' },
  'not-paid': { kind: 'conflict', rule: 'R123', zh: '该笔款项尚未支付，无需追回；请暂缓或扣减', en: 'this tranche is not paid: withhold or deduct instead' },
  'more-than-paid': {
    kind: 'conflict',
    rule: 'R123',
    field: 'amountFen',
    zh: '追回金额超过已付且未被追回的金额',
    en: 'more is asked back than was paid and is not asked back already',
  },
  'nothing-asked': { kind: 'invalid', rule: 'R123', field: 'amountFen', zh: '追回金额须大于零', en: 'the amount asked back must be above zero' },
  'reply-too-late': { kind: 'too-late', rule: 'R123', zh: '陈述申辩期已过', en: 'the period for a reply is over' },
  'already-replied': { kind: 'conflict', rule: 'R123', zh: '已提交陈述申辩', en: 'the reply has been given' },
  'reply-period-open': {
    kind: 'too-early',
    rule: 'R123',
    zh: '陈述申辩期未满且机构尚未答复，不得决定',
    en: 'the agency has not replied and may still do so: nothing is decided yet',
  },
  'raiser-may-not-decide': { kind: 'forbidden', rule: 'R123', zh: '提出追回的人不得自行决定', en: 'whoever raised a claim may not decide it' },
  'not-below-claim': {
    kind: 'invalid',
    rule: 'R123',
    field: 'amountFen',
    zh: '减少后的金额须大于零且小于原追回金额',
    en: 'a reduced amount is above zero and below the claim',
  },
  'already-decided': { kind: 'conflict', rule: 'R123', zh: '该案件已作决定', en: 'this case has been decided' },
  'unknown-offset': { kind: 'not-found', zh: '没有这项抵扣申请', en: 'there is no such offset' },
  'offset-decided': { kind: 'conflict', rule: 'R123', zh: '该抵扣申请已作决定', en: 'this offset has been decided' },
  'offset-open': { kind: 'conflict', rule: 'R123', zh: '该案件已有待审批的抵扣申请', en: 'an offset of this case waits for its decision already' },
  'proposer-may-not-decide': { kind: 'forbidden', rule: 'R123', zh: '提出抵扣的人不得自行决定', en: 'whoever proposed an offset may not decide it' },
  'more-than-due': { kind: 'conflict', rule: 'R123', field: 'amountFen', zh: '抵扣金额须大于零且不超过尚未退还的金额', en: 'what is set off is above zero and no more than what is still due' },
  'no-refund-due': { kind: 'conflict', rule: 'R123', zh: '该案件当前没有应退款项', en: 'nothing is to be refunded in this case now' },
});
