import { refusalsOf } from '@goufu/kernel';

export const refuseResult = refusalsOf('result', {
  'not-found': { kind: 'not-found', zh: '没有这项评估结果', en: 'there is no such evaluation result' },
  'already-notified': { kind: 'conflict', zh: '结果已送达', en: 'the result was already notified' },
  'not-notified': { kind: 'too-early', zh: '结果尚未送达', en: 'the result has not been notified yet' },
  'already-appealed': { kind: 'conflict', zh: '该结果已有申诉', en: 'an appeal against this result was already filed' },
  'already-final': { kind: 'conflict', zh: '该结果已有定论', en: 'the result is settled already' },
  'window-over': { kind: 'too-late', zh: '申诉期已过', en: 'the appeal window is over' },
  'no-open-appeal': { kind: 'conflict', zh: '没有待处理的申诉', en: 'there is no open appeal' },
  'not-published': { kind: 'too-early', rule: 'R59', zh: '结果尚未公布，不能更正', en: 'the result is not published yet and cannot be corrected' },
});
