import type { SheetContent } from '@goufu/evaluation/domain/sheet/sheet-content.js';
import type { TemplateContent } from '@goufu/evaluation/domain/template/template-content.js';

/** Small, with both a scale and a quantity, and shares that do not divide evenly. */
export const TEMPLATE: TemplateContent = {
  titleZh: '服务评估',
  titleEn: 'Service evaluation',
  scaleBp: 10_000,
  indicators: [
    { code: 'quality', zh: '质量', en: 'Quality', pointsBp: 7000, scoring: { kind: 'rating', max: 40 }, evidence: [] },
    { code: 'output', zh: '产出', en: 'Output', pointsBp: 3000, scoring: { kind: 'quantity-ratio', unitZh: '次' }, evidence: [] },
  ],
  parties: [
    { party: 'third-party', weightBp: 7000 },
    { party: 'purchaser', weightBp: 3000 },
  ],
  vetoes: [{ code: 'fund-misuse', zh: '挪用项目资金', en: 'Project funds misused' }],
  bands: [
    { grade: 'excellent', fromBp: 9000 },
    { grade: 'good', fromBp: 8000 },
    { grade: 'pass', fromBp: 6000 },
    { grade: 'fail', fromBp: 0 },
  ],
};

/** What an evaluator wrote down, from excellent to poor; among them scores on the edge of a band. */
const RATINGS = [40, 36, 35, 32, 27, 24, 20, 8] as const;
const DELIVERED = [12, 9, 10, 7, 4, 15] as const;
/** Units that were agreed on. */
export const AGREED = 9;

/** One of the sheets that evaluators hand in. */
export function sheetOf(choice: number): SheetContent {
  const value = RATINGS[choice % RATINGS.length] ?? 0;
  const delivered = DELIVERED[Math.floor(choice / RATINGS.length) % DELIVERED.length] ?? 0;
  const vetoes = choice % 41 === 40 ? [{ code: 'fund-misuse', ground: 'vouchers are missing' }] : [];
  return { entries: { quality: { kind: 'rating', value }, output: { kind: 'quantity-ratio', delivered, agreed: AGREED } }, vetoes };
}
