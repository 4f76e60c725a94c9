import type { Criterion } from './tender.commands.js';

/** What no tender may score, by the words that give it away (R22). Names of criteria and of their items are searched. */
const UNFAIR: readonly RegExp[] = [
  /注册资本|注册资金|资产总额|营业收入|从业人员|利润|纳税额|registered capital|turnover/i,
  /所有制|组织形式|所在地|本地(企业|机构|注册)|注册地/,
  /成立(年限|时间)|经营年限|成立满/,
  /(特定|本省|本市|本区|本县|本行业)(区域|行业)?的?(业绩|奖项|荣誉)/,
  /最低限价/,
  /法定代表人(亲自|本人)?到场|原件/,
];

/** The first criterion or item that may not be scored, if there is one (R22). */
export const unfairText = (criteria: readonly Criterion[]): string | undefined =>
  criteria
    .flatMap(({ nameZh, items }) => [nameZh, ...items.map((item) => item.nameZh)])
    .find((text) => UNFAIR.some((pattern) => pattern.test(text)));
