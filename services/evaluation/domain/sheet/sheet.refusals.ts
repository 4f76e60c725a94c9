import { refusalsOf } from '@goufu/kernel';

export const refuseSheet = refusalsOf('sheet', {
  'not-yours': { kind: 'not-found', rule: 'R54', zh: '您在本轮评估中没有评分表', en: 'you have no score sheet in this round' },
  locked: { kind: 'conflict', rule: 'R54', zh: '评分表已签署，不可更改', en: 'the sheet is signed and cannot change' },
  sealed: {
    kind: 'too-early',
    rule: 'R54',
    zh: '全部评分表签署前，任何人不得查看他人评分',
    en: 'nobody reads the sheets before the last one is signed',
  },
  'round-not-open': { kind: 'conflict', rule: 'R105', zh: '本轮评估未在评分阶段', en: 'this round does not take scores now' },
  'interest-not-declared': {
    kind: 'too-early',
    rule: 'R110',
    zh: '请先申报利害关系',
    en: 'declare your interests first',
  },
  recused: { kind: 'forbidden', rule: 'R110', zh: '您已回避，不能评分', en: 'you are recused and cannot score' },
  'unknown-indicator': { kind: 'invalid', rule: 'R105', field: '/entries', zh: '模板中没有该指标', en: 'the template has no such indicator' },
  'wrong-kind': {
    kind: 'invalid',
    rule: 'R105',
    field: '/entries',
    zh: '填报方式与指标计分方式不符',
    en: 'the entry does not fit how the indicator is scored',
  },
  'out-of-range': { kind: 'invalid', rule: 'R105', field: '/entries', zh: '数值超出允许范围', en: 'the value is out of range' },
  'sample-too-small': {
    kind: 'invalid',
    rule: 'R108',
    field: '/entries',
    zh: '满意度调查样本不足',
    en: 'the survey sample is too small',
  },
  'unknown-veto': { kind: 'invalid', rule: 'R106', field: '/vetoes', zh: '模板中没有该否决项', en: 'the template has no such veto item' },
  'veto-without-ground': {
    kind: 'invalid',
    rule: 'R106',
    field: '/vetoes',
    zh: '否决项必须写明依据',
    en: 'a veto needs its ground in writing',
  },
  'not-complete': {
    kind: 'invalid',
    rule: 'R105',
    field: '/entries',
    zh: '仍有指标未评分，不能签署',
    en: 'an indicator is not scored yet, the sheet cannot be signed',
  },
  'not-reopened': {
    kind: 'forbidden',
    rule: 'R59',
    field: '/entries',
    zh: '该指标未被重新开放，须与原签署内容一致',
    en: 'this indicator was not opened again and must stay as it was signed',
  },
});
