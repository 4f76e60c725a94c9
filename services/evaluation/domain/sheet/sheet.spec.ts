import { describe, expect, it } from '@jest/globals';
import { given } from '@goufu/testing';
import { DEFAULT_TEMPLATE } from '../template/default-template.js';
import { EMPTY_SHEET, type Entry, type SheetContent } from './sheet-content.js';
import { sheet, type SheetState } from './sheet.js';

const at = '2026-07-01T01:00:00.000Z';
const complete: SheetContent = {
  entries: {
    'output-quota': { kind: 'quantity-ratio', delivered: 95, agreed: 100 },
    'output-coverage': { kind: 'quantity-ratio', delivered: 300, agreed: 300 },
    'quality-methods': { kind: 'rating', value: 90 },
    'quality-records': { kind: 'checklist', met: ['intake', 'plan', 'process'] },
    'effect-goals': { kind: 'rating', value: 88 },
    'effect-satisfaction': { kind: 'survey', satisfied: 45, respondents: 50, population: 300 },
    management: { kind: 'rating', value: 90 },
    finance: { kind: 'rating', value: 92 },
  },
  vetoes: [],
};
const blank: SheetState = { status: 'blank', content: EMPTY_SHEET, template: DEFAULT_TEMPLATE, roundOpen: true, interest: 'none' };
const from = (change: Partial<SheetState> = {}) => given({ ...sheet, initial: { ...blank, ...change } });
const save = (content: SheetContent) => ({ kind: 'save', content }) as const;
const sign = { kind: 'sign', at } as const;
const saved = (content: SheetContent) => ({ kind: 'sheet-saved', content }) as const;
const withEntry = (code: string, entry: Entry): SheetContent => ({ ...complete, entries: { ...complete.entries, [code]: entry } });

describe('a score sheet', () => {
  it('is saved half done', () => {
    const half = { entries: { management: { kind: 'rating', value: 3 } }, vetoes: [] } as const;
    from()().when(save(half)).then(saved(half));
  });
  it('is signed when every indicator is scored', () => from()(saved(complete)).when(sign).then({ kind: 'sheet-signed', at }));
  it('is not signed with a gap', () => {
    const { management: _left, ...entries } = complete.entries;
    from()(saved({ entries, vetoes: [] })).when(sign).thenRefused('sheet.not-complete');
    from()().when(sign).thenRefused('sheet.not-complete');
  });
  it('is locked once signed (R54)', () => {
    from()(saved(complete), { kind: 'sheet-signed', at }).when(save(complete)).thenRefused('sheet.locked');
    from()(saved(complete), { kind: 'sheet-signed', at }).when(sign).thenRefused('sheet.locked');
  });
  it('waits for the declaration of interests (R110)', () => from({ interest: 'undeclared' })().when(save(complete)).thenRefused('sheet.interest-not-declared'));
  it('is closed to whoever is recused or replaced (R50)', () => {
    from({ interest: 'recused' })().when(save(complete)).thenRefused('sheet.recused');
    from({ interest: 'replaced' })(saved(complete)).when(sign).thenRefused('sheet.recused');
  });
  it('takes no score outside an open round', () => from({ roundOpen: false })().when(save(complete)).thenRefused('sheet.round-not-open'));
});

describe('an entry', () => {
  it.each<[string, string, Entry]>([
    ['sheet.unknown-indicator', 'nonsense', { kind: 'rating', value: 1 }],
    ['sheet.unknown-indicator', 'output', { kind: 'rating', value: 1 }],
    ['sheet.wrong-kind', 'management', { kind: 'quantity-ratio', delivered: 1, agreed: 1 }],
    ['sheet.out-of-range', 'management', { kind: 'rating', value: 101 }],
    ['sheet.out-of-range', 'management', { kind: 'rating', value: -1 }],
    ['sheet.out-of-range', 'management', { kind: 'rating', value: 89.5 }],
    ['sheet.out-of-range', 'output-quota', { kind: 'quantity-ratio', delivered: 1, agreed: 0 }],
    ['sheet.out-of-range', 'quality-records', { kind: 'checklist', met: ['unheard-of'] }],
    ['sheet.out-of-range', 'quality-records', { kind: 'checklist', met: ['plan', 'plan'] }],
    ['sheet.out-of-range', 'effect-satisfaction', { kind: 'survey', satisfied: 51, respondents: 50, population: 300 }],
    ['sheet.out-of-range', 'effect-satisfaction', { kind: 'survey', satisfied: 1, respondents: 50, population: 49 }],
    ['sheet.sample-too-small', 'effect-satisfaction', { kind: 'survey', satisfied: 20, respondents: 29, population: 300 }],
    ['sheet.sample-too-small', 'effect-satisfaction', { kind: 'survey', satisfied: 0, respondents: 0, population: 0 }],
  ])('is refused with %s', (code, indicator, entry) => from()().when(save(withEntry(indicator, entry))).thenRefused(code));

  it.each<Entry>([
    { kind: 'survey', satisfied: 0, respondents: 30, population: 9000 },
    { kind: 'survey', satisfied: 10, respondents: 20, population: 200 },
  ])('takes a sample of 30 people or of 10 %% (R108)', (entry) => {
    const content = withEntry('effect-satisfaction', entry);
    from()().when(save(content)).then(saved(content));
  });

  it('takes a veto of the template, with its ground (R106)', () => {
    from()().when(save({ ...complete, vetoes: [{ code: 'unheard-of', ground: '有' }] })).thenRefused('sheet.unknown-veto');
    from()().when(save({ ...complete, vetoes: [{ code: 'unpaid-wages', ground: ' ' }] })).thenRefused('sheet.veto-without-ground');
    const content = { ...complete, vetoes: [{ code: 'unpaid-wages', ground: '工资台账' }] };
    from()().when(save(content)).then(saved(content));
  });
});

describe('a sheet of a later revision (R59)', () => {
  const reopened = { indicators: ['management'], vetoes: false, signedBefore: complete };
  it('changes what was opened again', () => {
    const content = withEntry('management', { kind: 'rating', value: 100 });
    from({ reopened })().when(save(content)).then(saved(content));
  });
  it('keeps the rest', () => {
    from({ reopened })().when(save(withEntry('finance', { kind: 'rating', value: 100 }))).thenRefused('sheet.not-reopened');
    const { finance: _left, ...entries } = complete.entries;
    from({ reopened })().when(save({ entries, vetoes: [] })).thenRefused('sheet.not-reopened');
  });
  it('touches vetoes only when those were opened again', () => {
    const content = { ...complete, vetoes: [{ code: 'unpaid-wages', ground: '有' }] };
    from({ reopened })().when(save(content)).thenRefused('sheet.not-reopened');
    from({ reopened: { ...reopened, vetoes: true } })().when(save(content)).then(saved(content));
  });
  it('does not care how an entry is written down', () => {
    const same = { ...complete, entries: { ...complete.entries, finance: { value: 92, kind: 'rating', remark: undefined } as const } };
    from({ reopened })().when(save(same)).then(saved(same));
    expect(same).not.toBe(complete);
  });
});
