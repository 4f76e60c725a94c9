import type { TemplateContent } from './template-content.js';

/**
 * The template that Goufu ships (R106, evidence grade D): output 25, professional quality 25, effect and satisfaction
 * 25, team and management 10, finance 15 with vetoes; bands of R107; survey limits of R108. A jurisdiction that has a
 * rule of its own publishes its own template (R103).
 */
export const DEFAULT_TEMPLATE: TemplateContent = {
  titleZh: '政府购买社会工作服务项目评估通用模板',
  titleEn: 'General evaluation template for purchased social-work services',
  scaleBp: 10_000,
  indicators: [
    {
      code: 'output',
      zh: '产出数量',
      en: 'Output quantity',
      pointsBp: 2500,
      children: [
        {
          code: 'output-quota',
          zh: '合同服务指标完成率',
          en: 'Completion of the contract quotas',
          pointsBp: 1500,
          scoring: { kind: 'quantity-ratio', unitZh: '项' },
          evidence: ['服务指标完成情况表', '服务记录'],
        },
        {
          code: 'output-coverage',
          zh: '服务对象覆盖率',
          en: 'Coverage of the target people',
          pointsBp: 1000,
          scoring: { kind: 'quantity-ratio', unitZh: '人' },
          evidence: ['服务对象台账'],
        },
      ],
    },
    {
      code: 'quality',
      zh: '专业质量',
      en: 'Professional quality',
      pointsBp: 2500,
      children: [
        {
          code: 'quality-methods',
          zh: '专业方法运用',
          en: 'Use of professional methods',
          pointsBp: 1500,
          scoring: { kind: 'rating', max: 100 },
          evidence: ['个案、小组、社区工作档案'],
        },
        {
          code: 'quality-records',
          zh: '服务档案规范',
          en: 'Service records in order',
          pointsBp: 1000,
          scoring: {
            kind: 'checklist',
            items: [
              { code: 'intake', zh: '接案与预估' },
              { code: 'plan', zh: '服务计划' },
              { code: 'process', zh: '过程记录' },
              { code: 'closure', zh: '结案与评估' },
            ],
          },
          evidence: ['抽查服务档案'],
        },
      ],
    },
    {
      code: 'effect',
      zh: '服务成效与满意度',
      en: 'Effect and satisfaction',
      pointsBp: 2500,
      children: [
        {
          code: 'effect-goals',
          zh: '目标达成',
          en: 'Goals reached',
          pointsBp: 1500,
          scoring: { kind: 'rating', max: 100 },
          evidence: ['成效对比材料', '访谈记录'],
        },
        {
          code: 'effect-satisfaction',
          zh: '服务对象满意度',
          en: 'Satisfaction of recipients',
          pointsBp: 1000,
          scoring: { kind: 'survey', fullFromBp: 8500, minimumRespondents: 30, minimumShareBp: 1000 },
          evidence: ['满意度调查原始数据'],
        },
      ],
    },
    {
      code: 'management',
      zh: '团队与管理',
      en: 'Team and management',
      pointsBp: 1000,
      scoring: { kind: 'rating', max: 100 },
      evidence: ['人员名册与社保证明', '督导记录', '管理制度'],
    },
    {
      code: 'finance',
      zh: '财务管理',
      en: 'Finance',
      pointsBp: 1500,
      scoring: { kind: 'rating', max: 100 },
      evidence: ['专账', '凭证抽查', '财务报告'],
    },
  ],
  parties: [
    { party: 'third-party', weightBp: 7000 },
    { party: 'purchaser', weightBp: 3000 },
  ],
  vetoes: [
    { code: 'fund-misuse', zh: '挪用项目资金', en: 'Project funds misused' },
    { code: 'false-accounts', zh: '账目虚假', en: 'False accounts' },
    { code: 'unpaid-wages', zh: '拖欠员工工资', en: 'Wages unpaid' },
  ],
  bands: [
    { grade: 'excellent', fromBp: 9000 },
    { grade: 'good', fromBp: 8000 },
    { grade: 'pass', fromBp: 6000 },
    { grade: 'fail', fromBp: 0 },
  ],
};
