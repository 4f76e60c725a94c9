import { refusalsOf } from '@goufu/kernel';

export const refuseCostBudget = refusalsOf('cost-budget', {
  missing: { kind: 'invalid', rule: 'R129', field: 'costs', zh: '本地规定费用比例，应提交费用明细', en: 'this place prescribes shares of cost: the cost table is missing' },
  'category-twice': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '同一费用类别只能列一次', en: 'a category of cost is listed once' },
  'total-differs': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '费用明细合计与该笔款项不一致', en: 'the cost table does not add up to the tranche' },
  'labour-short': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '人工成本占比低于规定下限', en: 'the share of labour is below the floor' },
  'other-above': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '其他费用占比高于规定上限', en: 'the share of everything else is above the cap' },
  'management-above': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '管理费占比高于规定上限', en: 'the share of management is above the cap' },
  'tax-above': { kind: 'invalid', rule: 'R129', field: 'costs', zh: '税费占比高于规定上限', en: 'the share of tax is above the cap' },
});
