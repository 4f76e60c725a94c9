/** A rule of law or practice that Goufu keeps to, by the number under which the code and every refusal cite it. */
export interface CitedRule {
  /** `R123`. */
  readonly number: string;
  readonly zh: string;
  readonly en: string;
  readonly says: string;
  /** Document and article; *practice* is what tenders and contracts show, *ours* a default where no text decides. */
  readonly from: string;
}

const rule = (number: string, zh: string, en: string, says: string, from: string): CitedRule => ({ number, zh, en, says, from });

/** Every rule that is cited, by what it is about. The values that a rule leaves open are in libs/jurisdiction/profiles, each with its source. */
export const ruleParts: readonly { readonly title: string; readonly rules: readonly CitedRule[] }[] = [
  {
    title: 'Common 通用',
    rules: [
      rule('R1', '期间计算', 'Counting of periods', 'The starting day does not count; a last day that is a holiday moves on; 以上, 以内 include the number, 不足 and 低于 do not', 'each law; working days by the State Council’s notices'),
      rule('R2', '参数的法律形式', 'Legal form of a number', 'A number carries its source, dates, region, and in which direction a lower level may differ', 'ours'),
    ],
  },
  {
    title: 'Procurement 采购',
    rules: [
      rule('R8', '指导性目录', 'Directory of services', 'Only what the directory of the level lists may be bought as a service', '102号令第九条'),
      rule('R9', '负面清单', 'Negative list', 'Six things are never bought as services: outside government’s duties, its own core work, goods or works, financing, staff, what is barred', '102号令第十条'),
      rule('R10', '先预算后采购', 'Budget first', 'No budget, no purchase; the notice states the budget', '预算法第十三条; 采购法条例第三十条'),
      rule('R11', '合同期限', 'Contract term', 'A year as a rule; longer, within a limit, where budget and content are stable', '102号令'),
      rule('R12', '禁止转包', 'No transfer', 'A contract is not passed on; only named parts that are not its core may be subcontracted, with consent', '采购法第四十八条'),
      rule('R14', '项目台账', 'Project ledger', 'The agency keeps a ledger of the project and shows it on request', '102号令第二十七、二十八条, unverified'),
      rule('R15', '限额标准', 'Thresholds', 'From which amount the procurement law applies, and from which a tender must be open, the province decides', '采购法第七、八、二十七条'),
      rule('R16', '拆分采购', 'Splitting', 'Purchases of one kind in one year that avoid the open tender in parts count together', '采购法条例第二十八条'),
      rule('R17', '变更采购方式', 'Leaving the open tender', 'From the open-tender threshold on, another method needs approval beforehand', '采购法第二十七条; 采购法条例第二十三条'),
      rule('R18', '需求调查', 'Requirement survey', 'Before every public service enough of the market is asked', '22号文第十、十一条'),
      rule('R19', '征求公众意见', 'Asking the public', 'For a public service the public is heard on what is needed', '采购法条例第十五条'),
      rule('R20', '重点审查', 'Key review', 'Such a purchase is reviewed by people who did not write its requirements', '22号文第二十九至三十三条'),
      rule('R21', '采购意向公开', 'Intention', 'The intention is published ahead of the purchase', '38号文; 财库〔2020〕10号, unverified'),
      rule('R22', '文件审查', 'Review of documents', 'Documents must not ask for size, place, ownership or regional record, nor score what is not quantified', '采购法条例第二十条; 87号令; 38号文'),
      rule('R26', '小微企业价格扣除', 'Price deduction', 'Small and micro bidders are compared at a lower price; the contract is at the price that they bid', '46号文第九条; 19号文'),
      rule('R27', '社会组织不享受扣除', 'No deduction for social organisations', 'A social organisation is no enterprise and gets no deduction', '46号文第二条; practice'),
      rule('R28', '中小企业声明函', 'Declaration letter', 'The declaration letter alone proves it', '46号文第十一条'),
      rule('R29', '采购方式', 'Methods', 'Services are bought by open or invited tender, negotiation, consultation, single source or framework; never by quotation', '采购法第二十六条; 74号令第三条; 214号文'),
      rule('R30', '两家磋商', 'Consultation with two', 'A consultation for a purchased service may go on with two, never with one', '124号文'),
      rule('R33', '公告期限', 'Notice period', 'The notice stands for its working days', '87号令第十六条; 101号令'),
      rule('R34', '文件提供期限', 'Documents available', 'Documents can be had for their working days at least', '87号令第十八条'),
      rule('R35', '等标期', 'Preparation period', 'From the issue of the documents to the deadline of bids', '采购法第三十五条'),
      rule('R36', '澄清与修改', 'Clarification and change', 'A change that matters comes early enough before the deadline, or the deadline moves', '87号令第二十七条'),
      rule('R37', '投标人保密', 'Secrecy of bidders', 'Who takes part is secret until the opening', '87号令第二十八条'),
      rule('R38', '终止采购', 'Termination of a purchase', 'A purchase ends early only when its task does; published and reported', '87号令第二十九条'),
      rule('R40', '投标保证金', 'Bid deposit', 'May be asked for, up to a share of the budget, never in cash', '采购法条例第三十三条; 87号令第三十八条'),
      rule('R41', '密封与签收', 'Seal and receipt', 'Nobody opens a bid before the opening; a late one is refused; until then a bidder may change or withdraw it', '87号令第三十三、三十四条'),
      rule('R43', '开标', 'Opening', 'At the very time of the deadline; too few bidders, no opening; no member of the panel attends', '87号令第三十九至四十二条'),
      rule('R44', '三家关口', 'Three-bidder gates', 'Fewer than three at the deadline, after qualification or after conformity: void', '87号令第四十一、四十三、四十四、五十条'),
      rule('R45', '废标', 'Void tender', 'Void too when all prices are above the budget or the task ends; everybody is told why', '采购法第三十六、三十七条'),
      rule('R46', '评标委员会', 'Evaluation committee', 'Odd, of a least size, two thirds experts', '87号令第四十七条'),
      rule('R47', '不得参加评审', 'Who may not sit', 'No expert for the own unit, no purchaser’s representative as leader; names are secret until the result', '87号令第四十五、四十七条'),
      rule('R48', '随机抽取', 'Random draw', 'Experts are drawn, not chosen', '87号令第四十八条; 采购法条例第三十九条'),
      rule('R49', '七人以上', 'Seven or more', 'A large, complex or weighty purchase has a larger panel', '87号令第四十七条'),
      rule('R50', '回避', 'Recusal', 'Whoever has, or lately had, an interest in a bidder stands aside; what they scored is void', '采购法第十二条; 采购法条例第九条'),
      rule('R51', '评审方法', 'Evaluation method', 'Lowest price only where service and standard are uniform; else a score by the criteria of the document', '87号令第五十三至五十五条'),
      rule('R52', '价格分', 'Price score', 'Lowest price of all that conform ÷ price × 100; ranked on unrounded values; no price is dropped', '87号令第五十五条; rounding ours'),
      rule('R53', '价格权重', 'Price weight', 'The weight of the price keeps within its bounds', '87号令第五十五条; 214号文'),
      rule('R54', '独立评审', 'Independent scoring', 'Each member scores alone; on objective items all must agree', '87号令第五十五、六十二、六十四条'),
      rule('R56', '报价不一致', 'Conflicting prices', 'Words prevail over figures, the opening table over the text', '87号令第五十九条'),
      rule('R57', '投标无效', 'Invalid bid', 'Not signed, not qualified, above the budget: the bid is invalid', '87号令第六十三条'),
      rule('R58', '排序与并列', 'Ranking and ties', 'By score, then lower price, then as the document says, else by lot', '87号令第五十六、五十七、六十八条'),
      rule('R59', '复核', 'Re-check', 'Signed scores change only for an error of addition or range, unequal objective items, or an abnormal score', '87号令第六十四条'),
      rule('R61', '评审到公告', 'From evaluation to announcement', 'Report, decision and announcement each within their working days', '87号令第六十八、六十九条; 采购法条例第四十三条'),
      rule('R62', '公告内容', 'What is announced', 'Winner, amount and experts are published; a loser is told its own score, or the reason', '87号令第六十九条'),
      rule('R63', '签订合同', 'Signing', 'Within its days after the award notice, on the terms of the documents', '采购法第四十六条; 87号令第七十一条'),
      rule('R64', '合同公告与备案', 'Contract announcement and filing', 'Announced, and a copy filed with finance, each within its working days of signing', '采购法条例第五十条; 采购法第四十七条'),
      rule('R65', '履约保证金', 'Performance bond', 'Up to a share of the contract, never in cash', '采购法条例第四十八条'),
      rule('R67', '补充合同', 'Supplementary contracts', 'Additions: the same subject on the same terms, all together up to a share of the original price', '采购法第四十九条'),
      rule('R68', '履约验收', 'Acceptance', 'Against each standard, one by one; of a public service its recipients are heard', '采购法条例第四十五条; 22号文第二十四条'),
      rule('R69', '档案保存', 'Archive', 'The record is kept for fifteen years at least', '采购法第四十二条'),
      rule('R70', '不相容岗位分离', 'Separation of duties', 'Whoever handles a matter does not approve it', '采购法第六十一条; 22号文第二十七条'),
      rule('R72', '询问', 'Enquiry', 'An enquiry is answered within its working days', '采购法条例第五十二条'),
      rule('R73', '质疑', 'Challenge', 'A participant may challenge documents, process or result within the working days of knowing', '采购法第五十二条; 94号令第十至十二条'),
      rule('R74', '质疑答复', 'Reply to a challenge', 'Answered in writing within its working days', '采购法第五十三条; 94号令第十三条'),
      rule('R75', '投诉', 'Complaint', 'Then finance decides on a complaint, within its days', '94号令'),
      rule('R76', '质疑投诉的效力', 'Effects of a challenge', 'While one may touch the result nothing is signed, and what is signed rests', '采购法条例第五十四条; 94号令'),
    ],
  },
  {
    title: 'Projects 项目履约',
    rules: [
      rule('R82', '项目计划书', 'Service plan', 'The service plan says for whom, what, when, by whom and how much; it is the yardstick of the evaluation', 'Chengdu'),
      rule('R83', '服务指标', 'Quotas', 'Each quota has a type, a number, a least intensity, a unit and its evidence', 'practice'),
      rule('R87', '人员配备', 'Staffing', 'Named, certified staff of the agency’s own; replaced with approval by no lesser ones', 'practice'),
      rule('R88', '空岗', 'Vacancy', 'A post that stays empty too long is deducted, then a ground to terminate', 'practice'),
      rule('R93', '项目移交', 'Handover', 'At the end everything is handed over, and personal data returned or deleted', '个人信息保护法第二十一条; practice'),
    ],
  },
  {
    title: 'Evaluation 评估',
    rules: [
      rule('R98', '综合评审与结果运用', 'Four parties, and the use of results', 'Purchaser, provider, recipients and a third party evaluate; results count in later purchases', '民发〔2012〕196号, as cited'),
      rule('R99', '评估种类', 'Kinds of evaluation', 'Self, spot check, mid-term, final, yearly, budget performance: never merged into one', 'ours'),
      rule('R100', '抽查', 'Spot checks', 'A share of the longer projects is checked each year (Shenzhen)', 'Shenzhen, trial'),
      rule('R101', '一票否决', 'Veto', 'A veto item fails the whole, whatever the score (Guangzhou)', 'Guangzhou, trial'),
      rule('R103', '考核结果用途', 'Use of the result', 'The result is a ground of payment and honours', 'Chengdu'),
      rule('R105', '评估模板', 'Template', 'Indicators in levels with points, evidence, weights and vetoes; frozen at signing', 'ours'),
      rule('R106', '默认模板', 'Default template', 'The template and the weights of mid-term and final that Goufu brings', 'ours'),
      rule('R107', '等级', 'Grades', '优秀, 良好, 合格, 不合格 by half-open bands, so that no score lies between two', 'ours, after Shenzhen'),
      rule('R108', '满意度', 'Satisfaction', 'Recipients, community and purchaser are asked, by a sample of a least size', 'ours'),
      rule('R109', '结果的后果', 'Consequences of a result', 'The grade decides what of a tranche is owed, at once or after rectification; a fail holds it, and is evaluated again as often as the profile says', 'ours, after Chengdu'),
      rule('R110', '评估独立性', 'Independence of the evaluator', 'No interest in the evaluated agency; the evaluator’s fee does not hang on the grade', 'practice, ours'),
      rule('R112', '绩效等级', 'Grades of budget performance', 'Budget performance has grades of its own: 优, 良, 中, 差', '财政部'),
    ],
  },
  {
    title: 'Funding 资金',
    rules: [
      rule('R115', '预算约束', 'Bound by the budget', 'Nothing is paid without budget, above it, or for another use', '预算法第十三、五十七、六十三条'),
      rule('R116', '国库集中支付', 'Treasury', 'The treasury pays, and its statement proves it', '预算法第六十一条'),
      rule('R117', '支付方式', 'Direct and authorised payment', 'Direct or authorised; a list, since the two are being merged', 'practice'),
      rule('R118', '支付凭证', 'Voucher pack', 'What must lie beside a payment before anybody approves it', '22号文; practice, list ours'),
      rule('R119', '付款期限', 'Time to pay', 'From the invoice, once the conditions are met; a change of staff or policy is no excuse', '38号文第三条'),
      rule('R120', '中小企业款项', 'Payment of small enterprises', 'From delivery, no waiting for inner procedure; interest when late; arrears are published yearly', '802号令'),
      rule('R121', '分期付款', 'Payment in tranches', 'Any number of tranches by date, milestone or evaluation; shares to two decimals, the last one is the remainder', 'practice'),
      rule('R122', '默认分期', 'Default schedule', 'The schedule that Goufu proposes: after filing, after the mid-term, after the final evaluation and acceptance', 'ours'),
      rule('R123', '暂缓、扣减与追回', 'Withholding, deduction, clawback', 'With evidence, notice, time to reply, and the decision of a second person; what was paid is never edited', 'practice, ours'),
      rule('R124', '专款专用', 'Earmarked use', 'By project and line; between lines only with approval, above a share with two', '预算法第六十三条; share ours'),
      rule('R125', '结转与结余', 'Carry-over and surplus', 'What is still needed is carried over for the same use; unspent for years running it is surplus', '预算法第四十二条; 预算法条例第五十条'),
      rule('R126', '跨年度合同', 'Contracts over several years', 'Each year of a contract rests on the budget of that year', 'ours, from R10 and R11'),
      rule('R127', '资金来源', 'Sources of funds', 'Each source of money has its allowed uses', 'Chengdu'),
      rule('R128', '社区保障资金', 'Community funds', 'By a formula of residents; some uses are refused by name', 'Chengdu'),
      rule('R129', '人力成本占比', 'Labour share', 'A floor for labour, caps for the rest, where a place prescribes them', 'Shenzhen; practice'),
    ],
  },
  {
    title: 'Numbers that profiles keep for later 留待使用的参数',
    rules: [
      rule('R135', '继续教育', 'Continuing education', 'Hours of continuing education for certified social workers', 'excerpt'),
      rule('R136', '甘肃培训学时', 'Gansu hours', 'Hours for whoever does social work in Gansu, a measure of its own', 'Gansu'),
      rule('R137', '职业津贴', 'Supplement to pay', 'A supplement to pay by certificate', 'Chengdu, Gansu'),
      rule('R142', '社区配备', 'Workers of a community', 'Certified social workers for each village and community', 'Chengdu'),
      rule('R149', '社工站人员', 'Staff of a station', 'Full-time staff of a social-work station', 'practice'),
      rule('R152', '五社联动', 'Five-society linkage', 'Three or five kinds of actors work together', 'excerpt'),
      rule('R159', '示范点', 'Demonstration points', 'Demonstration points of each district and county', 'Chengdu'),
      rule('R163', '覆盖目标', 'Coverage targets', 'Targets for posts and certified staff', 'Chengdu'),
      rule('R179', '主管部门', 'Competent department', 'Which department is competent, by level and date', 'excerpt'),
    ],
  },
  {
    title: 'Security 安全',
    rules: [
      rule('R172', '电子投标密封', 'Sealed electronic bids', 'A bid is encrypted on arrival, and nobody decrypts it before the deadline', '电子招标投标办法'),
      rule('R173', '解密失败', 'Failed decryption', 'A bid that cannot be decrypted is out by whose fault it is; the others go on', '电子招标投标办法'),
      rule('R174', '解密时限', 'Time to decrypt', 'How long after the opening bids can be decrypted', 'Shenzhen; window ours'),
      rule('R175', '密钥保管', 'Who holds keys', 'The platform must be able to prove that it could not read early; the hash of the ciphertext is on the receipt', 'ours'),
      rule('R187', '委托处理', 'Entrusted processing', 'Personal data that a contract hands over is returned or deleted at its end', '个人信息保护法第二十一条'),
      rule('R189', '标识', 'Identifiers', 'Credit codes of organisations and codes of regions are checked', 'GB 32100-2015'),
      rule('R190', '金额', 'Money', 'Whole fen, never inexact; in capitals too, since words prevail (R56)', 'ours'),
    ],
  },
];

const byNumber = new Map(ruleParts.flatMap(({ rules }) => rules.map((one) => [one.number, one])));

/** `ruleOf('R123')`; undefined for a number that nothing explains. */
export const ruleOf = (number: string): CitedRule | undefined => byNumber.get(number);
