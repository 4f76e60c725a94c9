import { refusalsOf } from '@goufu/kernel';

export const refuseSheet = refusalsOf('score-sheet', {
  'not-found': { kind: 'not-found', rule: 'R54', zh: '您不在评审小组中', en: 'you do not sit on this panel' },
  'not-declared': { kind: 'too-early', rule: 'R50', zh: '请先申报是否存在利害关系', en: 'declare your interests first' },
  'incomplete': { kind: 'invalid', rule: 'R54', field: '/scores', zh: '每份有效投标的每个评审因素都须评分', en: 'every criterion of every valid bid must be scored' },
  'unknown-item': { kind: 'invalid', rule: 'R52', field: '/scores', zh: '没有这项评审因素或投标；价格分由系统计算，不得填写', en: 'no such criterion or bid; the price score is computed, never entered' },
  'out-of-range': { kind: 'invalid', rule: 'R59', field: '/scores', zh: '评分超出该因素的分值范围', en: 'the points exceed what the criterion can earn' },
  'already-signed': { kind: 'conflict', rule: 'R59', zh: '评分已签署；更正须说明法定理由', en: 'the sheet is signed; a correction needs one of the legal grounds' },
  'nothing-to-correct': { kind: 'conflict', rule: 'R59', zh: '尚无已签署的评分可更正', en: 'there is no signed sheet to correct' },
});
