import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { profileFor } from '@goufu/jurisdiction';
import { given } from '@goufu/testing';
import { DEFAULT_TEMPLATE } from './default-template.js';
import { leavesOf, type Indicator, type TemplateContent } from './template-content.js';
import { template } from './template.js';
import type { TemplateFact } from './template.facts.js';
import { validateContent } from './validate-content.js';

const templateId = '0198f0a0-0000-7000-8000-000000000301';
const at = '2026-01-05T01:00:00.000Z';
const drafted = (version: number): TemplateFact => ({ kind: 'version-drafted', templateId, version, content: DEFAULT_TEMPLATE, by: 'a' });
const published = (version: number): TemplateFact => ({ kind: 'version-published', version, by: 'a', at });
const draft = { kind: 'draft-version', templateId, content: DEFAULT_TEMPLATE, by: 'a' } as const;
const publish = { kind: 'publish-version', version: 1, by: 'a', at } as const;

describe('a template', () => {
  it('starts as a draft of version 1', () => given(template)().when(draft).then(drafted(1)));
  it('replaces a draft that is not published', () => given(template)(drafted(1)).when(draft).then(drafted(1)));
  it('gives a published version a successor', () => given(template)(drafted(1), published(1)).when(draft).then(drafted(2)));
  it('publishes a draft', () => given(template)(drafted(1)).when(publish).then(published(1)));
  it('publishes a version once', () => given(template)(drafted(1), published(1)).when(publish).thenRefused('template.already-published'));
  it('publishes no version that is not there', () => given(template)().when(publish).thenRefused('template.no-such-version'));
});

const leaf = (code: string, pointsBp: number): Indicator => ({
  code,
  zh: code,
  en: code,
  pointsBp,
  scoring: { kind: 'rating', max: 5 },
  evidence: [],
});
const branch = (code: string, pointsBp: number, ...children: Indicator[]): Indicator => ({ code, zh: code, en: code, pointsBp, children });
const changed = (change: Partial<TemplateContent>): TemplateContent => ({ ...DEFAULT_TEMPLATE, ...change });
const codeOf = (content: TemplateContent): string | undefined => {
  const wrong = validateContent(content);
  return isRefusal(wrong) ? wrong.code : undefined;
};

describe('the content of a template (R105)', () => {
  it('accepts what Goufu ships, by the points of R106', () => {
    expect(codeOf(DEFAULT_TEMPLATE)).toBeUndefined();
    expect(leavesOf(DEFAULT_TEMPLATE.indicators)).toHaveLength(8);
  });

  it('ships what the national profile says', () => {
    const national = profileFor('CN', '2026-01-01');
    const { indicators } = national.get('eval.template');
    expect(DEFAULT_TEMPLATE.indicators.map(({ code, pointsBp }) => ({ code, pointsBp }))).toEqual(indicators.map(({ code, pointsBp }) => ({ code, pointsBp })));
    expect(DEFAULT_TEMPLATE.vetoes.map(({ code }) => code)).toEqual(indicators.flatMap(({ vetoes }) => vetoes ?? []));
    expect(DEFAULT_TEMPLATE.bands).toEqual(national.get('eval.bands'));
    const survey = leavesOf(DEFAULT_TEMPLATE.indicators).map(({ scoring }) => scoring).find(({ kind }) => kind === 'survey');
    expect(survey).toMatchObject({ fullFromBp: national.get('eval.satisfaction_pass') });
  });

  it('accepts a scale of 1000 (R101)', () => {
    expect(codeOf(changed({ scaleBp: 100_000, indicators: [leaf('a', 70_000), leaf('b', 30_000)] }))).toBeUndefined();
  });

  it.each<[string, Partial<TemplateContent>]>([
    ['template.no-indicators', { indicators: [] }],
    ['template.points-do-not-add-up', { indicators: [leaf('a', 9999)] }],
    ['template.points-do-not-add-up', { indicators: [branch('a', 10_000, leaf('b', 9999))] }],
    ['template.points-not-positive', { indicators: [leaf('a', 10_000), leaf('b', 0)] }],
    ['template.code-used-twice', { indicators: [leaf('a', 5000), branch('b', 5000, leaf('a', 5000))] }],
    ['template.code-used-twice', { vetoes: [...DEFAULT_TEMPLATE.vetoes, ...DEFAULT_TEMPLATE.vetoes] }],
    ['template.code-used-twice', { parties: [{ party: 'purchaser', weightBp: 5000 }, { party: 'purchaser', weightBp: 5000 }] }],
    ['template.too-deep', { indicators: [branch('a', 10_000, branch('b', 10_000, branch('c', 10_000, leaf('d', 10_000))))] }],
    ['template.weights-not-whole', { parties: [{ party: 'purchaser', weightBp: 9999 }] }],
    ['template.weights-not-whole', { parties: [] }],
    ['template.weights-not-whole', { parties: [{ party: 'purchaser', weightBp: 10_000 }, { party: 'recipient', weightBp: 0 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'good', fromBp: 8000 }, { grade: 'fail', fromBp: 100 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'good', fromBp: 8000 }, { grade: 'excellent', fromBp: 7000 }, { grade: 'fail', fromBp: 0 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'good', fromBp: 8000 }, { grade: 'pass', fromBp: 8000 }, { grade: 'fail', fromBp: 0 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'good', fromBp: 10_001 }, { grade: 'fail', fromBp: 0 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'fail', fromBp: 0 }] }],
    ['template.bands-with-gap', { bands: [{ grade: 'excellent', fromBp: 6000 }, { grade: 'pass', fromBp: 0 }] }],
  ])('refuses with %s', (code, change) => expect(codeOf(changed(change))).toBe(code));

  it.each<[string, Indicator]>([
    ['a checklist without items', { ...leaf('a', 10_000), scoring: { kind: 'checklist', items: [] } }],
    ['a rating without steps', { ...leaf('a', 10_000), scoring: { kind: 'rating', max: 0 } }],
    ['a survey that nothing could fill', { ...leaf('a', 10_000), scoring: { kind: 'survey', fullFromBp: 0, minimumRespondents: 1, minimumShareBp: 1 } }],
  ])('refuses %s', (_what, indicator) => expect(codeOf(changed({ indicators: [indicator] }))).toBe('template.scoring-impossible'));
});
