import { refusalsOf } from '@goufu/kernel';

export const refuseBid = refusalsOf('bid', {
  'not-found': { kind: 'not-found', zh: '没有这份投标', en: 'there is no such bid' },
  'too-late': { kind: 'too-late', rule: 'R41', zh: '投标截止时间已过，拒收', en: 'the deadline has passed, the bid is refused' },
  'already-submitted': { kind: 'conflict', rule: 'R41', zh: '贵单位已投标；如需修改请替换原投标', en: 'your organisation has bid already; replace that bid instead' },
  'not-sealed': { kind: 'conflict', rule: 'R41', zh: '该投标已撤回或已开启', en: 'this bid was withdrawn, replaced or opened' },
  'no-price': { kind: 'invalid', rule: 'R56', field: '/priceFen', zh: '报价应大于零', en: 'the price must be greater than zero' },
});
