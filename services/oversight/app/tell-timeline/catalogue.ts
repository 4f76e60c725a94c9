import { facts, type PurchaseStage, type reactors, type Role } from '@goufu/contracts';
import { assert } from '@goufu/kernel';

/** How a kind of fact reads as a line of a timeline. */
export interface Telling {
  readonly zh: string;
  readonly en: string;
  /** In what capacity a person does it. */
  readonly by: Role | 'treasury' | 'system';
  /** Where the purchase stands from then on. */
  readonly stage?: PurchaseStage;
}

const told = (zh: string, en: string, by: Telling['by'], stage?: PurchaseStage): Telling => ({ zh, en, by, ...(stage ? { stage } : {}) });

/** Every fact that there is, by `context.fact`; the compiler misses one that is not here. */
const TELLINGS: Readonly<Record<keyof typeof reactors, Telling>> = {
  'procurement.purchase-planned': told('编制采购计划', 'Purchase planned', 'purchaser', 'planned'),
  'procurement.purchase-cancelled': told('取消采购', 'Purchase cancelled', 'purchaser', 'cancelled'),
  'procurement.tender-published': told('发布采购公告', 'Tender published', 'purchaser', 'tendering'),
  'procurement.tender-voided': told('采购活动废标', 'Tender voided', 'purchaser', 'voided'),
  'procurement.bids-opened': told('开标', 'Bids opened', 'system', 'opened'),
  'procurement.award-announced': told('公告中标结果', 'Award announced', 'purchaser', 'awarded'),
  'procurement.challenge-filed': told('提出质疑', 'Challenge filed', 'agency'),
  'procurement.challenge-decided': told('答复质疑', 'Challenge decided', 'purchaser'),
  'procurement.contract-signed': told('签订合同', 'Contract signed', 'contract-approver', 'contracted'),
  'procurement.contract-filed': told('合同备案', 'Contract filed', 'purchaser'),
  'procurement.contract-amended': told('签订补充合同', 'Contract amended', 'contract-approver'),
  'procurement.contract-suspended': told('合同中止', 'Contract suspended', 'purchaser', 'suspended'),
  'procurement.contract-resumed': told('恢复履行合同', 'Contract resumed', 'purchaser', 'performing'),
  'procurement.contract-terminated': told('合同终止', 'Contract terminated', 'purchaser', 'terminated'),

  'projects.project-started': told('项目启动', 'Project started', 'purchaser', 'performing'),
  'projects.deliverable-submitted': told('提交成果材料', 'Deliverable submitted', 'agency'),
  'projects.deliverable-accepted': told('成果材料验收通过', 'Deliverable accepted', 'purchaser'),
  'projects.deliverable-returned': told('退回成果材料', 'Deliverable returned', 'purchaser'),
  'projects.milestone-reached': told('达成里程碑', 'Milestone reached', 'purchaser'),
  'projects.acceptance-certified': told('出具验收书', 'Acceptance certified', 'purchaser', 'accepted'),
  'projects.rectification-opened': told('责令整改', 'Rectification opened', 'system'),
  'projects.rectification-submitted': told('提交整改报告', 'Rectification submitted', 'agency'),
  'projects.rectification-accepted': told('整改验收通过', 'Rectification accepted', 'purchaser'),
  'projects.rectification-failed': told('整改未通过', 'Rectification failed', 'purchaser'),
  'projects.project-closed': told('项目结项', 'Project closed', 'purchaser', 'closed'),

  'evaluation.round-opened': told('启动评估', 'Evaluation round opened', 'purchaser'),
  'evaluation.result-notified': told('告知评估结果', 'Evaluation result notified', 'purchaser'),
  'evaluation.appeal-filed': told('提出评估申诉', 'Appeal filed', 'agency'),
  'evaluation.appeal-decided': told('作出申诉决定', 'Appeal decided', 'purchaser'),
  'evaluation.result-published': told('公布评估结果', 'Evaluation result final', 'purchaser'),
  'evaluation.result-revised': told('更正评估结果', 'Evaluation result revised', 'purchaser'),

  'funding.budget-line-opened': told('下达预算', 'Budget line opened', 'finance-officer'),
  'funding.budget-line-allotted': told('分配预算', 'Budget line allotted', 'finance-officer'),
  'funding.budget-line-changed': told('调整预算', 'Budget line changed', 'finance-officer'),
  'funding.budget-reserved': told('预留预算', 'Budget reserved', 'system', 'budgeted'),
  'funding.budget-refused': told('预算不足', 'Budget refused', 'system'),
  'funding.budget-year-closed': told('预算年度结账', 'Budget year closed', 'finance-officer'),
  'funding.reservation-released': told('退回预留预算', 'Reservation released', 'system'),
  'funding.commitment-recorded': told('登记合同承诺', 'Commitment recorded', 'system'),
  'funding.commitment-refused': told('合同承诺登记被拒', 'Commitment refused', 'system'),
  'funding.payment-requested': told('申请付款', 'Payment requested', 'agency'),
  'funding.tranche-released': told('款项转为应付', 'Tranche released', 'system'),
  'funding.tranche-withheld': told('暂缓付款', 'Tranche withheld', 'system'),
  'funding.tranche-forfeited': told('款项不予支付', 'Tranche forfeited', 'system'),
  'funding.tranche-supplemented': told('补足已付款项', 'Tranche supplemented', 'system'),
  'funding.tranche-cancelled': told('款项随合同注销', 'Tranche cancelled', 'system'),
  'funding.payment-ordered': told('生成支付令', 'Payment ordered', 'system'),
  'funding.payment-approval-given': told('审批付款', 'Payment approved', 'finance-approver'),
  'funding.payment-approval-declined': told('退回付款审批', 'Payment approval declined', 'finance-approver'),
  'funding.payment-instructed': told('向国库发出支付指令', 'Payment instructed', 'system'),
  'funding.payment-unknown': told('支付结果待查', 'Payment outcome unknown', 'treasury'),
  'funding.payment-settled': told('款项已付讫', 'Payment settled', 'treasury'),
  'funding.payment-rejected': told('国库拒绝支付', 'Payment rejected', 'treasury'),
  'funding.payment-returned': told('款项被退回', 'Payment returned', 'treasury'),
  'funding.payment-returned-in-part': told('款项部分退回', 'Payment returned in part', 'finance-approver'),
  'funding.entry-suspended': told('资金流水挂账', 'Statement entry suspended', 'treasury'),
  'funding.entry-cleared': told('挂账销账', 'Suspended entry cleared', 'finance-officer'),
  'funding.reconciliation-break-raised': told('对账差异', 'Reconciliation break raised', 'treasury'),
  'funding.reconciliation-break-cleared': told('对账差异已查清', 'Reconciliation break cleared', 'finance-officer'),
  'funding.clawback-raised': told('启动资金追回', 'Clawback raised', 'finance-officer'),
  'funding.clawback-replied': told('机构陈述申辩', 'Agency replied to the clawback', 'agency'),
  'funding.clawback-decided': told('作出追回决定', 'Clawback decided', 'finance-approver'),
  'funding.clawback-settled': told('资金追回结案', 'Clawback settled', 'finance-officer'),
  'funding.reconciliation-overdue-raised': told('对账差异逾期预警', 'Reconciliation overdue', 'system'),
  'funding.reconciliation-overdue-cleared': told('对账差异预警解除', 'Reconciliation overdue cleared', 'system'),
  'funding.stuck-money-raised': told('资金滞留预警', 'Stuck money raised', 'system'),
  'funding.stuck-money-cleared': told('资金滞留解除', 'Stuck money cleared', 'system'),

  'oversight.ranking-updated': told('机构排名变动', 'Ranking moved', 'system'),
  'oversight.ranking-published': told('发布年度排名', 'Ranking published', 'system'),
};

const names: Readonly<Record<string, Telling>> = TELLINGS;
const byType = new Map(facts.map(({ type, context, name }) => [type, names[`${context}.${name}`]]));

/** Throws for a type that is no fact of ours. */
export function tellingOf(type: string): Telling {
  const telling = byType.get(type);
  assert(telling !== undefined, `the timeline knows how to tell ${type}`);
  return telling;
}

/** Later in the life of a purchase is higher; decides between facts of one moment. */
const STAGES: readonly PurchaseStage[] = ['planned', 'budgeted', 'tendering', 'opened', 'voided', 'awarded', 'contracted', 'performing', 'accepted', 'suspended', 'closed', 'terminated', 'cancelled'];

export const stageRank = (stage: PurchaseStage): number => STAGES.indexOf(stage);
