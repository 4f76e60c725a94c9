import { refusalsOf } from '@goufu/kernel';

export const refusePanel = refusalsOf('panel', {
  'not-opened': { kind: 'too-early', rule: 'R43', zh: '开标后方可组建评审小组并评审', en: 'the panel meets after the opening' },
  'already-composed': { kind: 'conflict', rule: 'R46', zh: '评审小组已组建', en: 'the panel is composed already' },
  'too-small': { kind: 'invalid', rule: 'R46', field: '/members', zh: '评审小组人数不足', en: 'the panel has too few members' },
  'even': { kind: 'invalid', rule: 'R46', field: '/members', zh: '评审小组成员应为单数', en: 'the number of members must be odd' },
  'too-few-experts': { kind: 'invalid', rule: 'R46', field: '/members', zh: '评审专家不得少于成员总数的三分之二', en: 'at least two thirds of the members must be experts' },
  'member-twice': { kind: 'invalid', rule: 'R46', field: '/members', zh: '同一人不能出现两次', en: 'a person sits once only' },
  'leader': { kind: 'invalid', rule: 'R47', field: '/members', zh: '评审小组须有一名组长，且采购人代表不得担任组长', en: 'one member leads, and never the purchaser’s representative' },
  'wrong-seat': { kind: 'invalid', rule: 'R47', field: '/members', zh: '专家不得参加本单位项目的评审；本单位人员只能作为采购人代表', en: 'people of the purchaser sit as its representatives only, others as experts only' },
  'of-bidder': { kind: 'forbidden', rule: 'R50', field: '/members', zh: '投标人的人员应当回避', en: 'nobody of a bidder may sit on the panel' },
  'composer': { kind: 'forbidden', rule: 'R70', field: '/members', zh: '组建评审小组的人不得自任成员', en: 'whoever composes the panel may not sit on it' },
  'not-on-panel': { kind: 'not-found', rule: 'R54', zh: '不在评审小组中', en: 'not on this panel' },
  'already-declared': { kind: 'conflict', rule: 'R50', zh: '已申报利害关系', en: 'interests are declared already' },
  'already-scored': { kind: 'too-late', rule: 'R50', zh: '评审已经完成，不能再回避', en: 'the evaluation is finished, it is too late to recuse' },
  'not-recused': { kind: 'conflict', rule: 'R50', zh: '只能替换已回避的成员', en: 'only a recused member is replaced' },
});
