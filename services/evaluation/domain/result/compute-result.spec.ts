import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Entry, SheetContent } from '../sheet/sheet-content.js';
import { DEFAULT_TEMPLATE } from '../template/default-template.js';
import { GRADES, type Leaf, type Scoring, type TemplateContent } from '../template/template-content.js';
import { computeResult, pointsOf, type SignedSheet } from './compute-result.js';
import { isLess, mean, plus, rational, roundHalfUp, times } from './rational.js';

const leafOf = (scoring: Scoring, pointsBp = 1000): Leaf => ({ code: 'x', zh: 'x', en: 'x', pointsBp, scoring, evidence: [] });
const survey: Scoring = { kind: 'survey', fullFromBp: 8500, minimumRespondents: 30, minimumShareBp: 1000 };
const checklist: Scoring = { kind: 'checklist', items: ['a', 'b', 'c'].map((code) => ({ code, zh: code })) };

describe('points of an entry (R105)', () => {
  it.each<[string, Scoring, Entry, ReturnType<typeof rational>]>([
    ['a ratio', { kind: 'quantity-ratio', unitZh: '次' }, { kind: 'quantity-ratio', delivered: 2, agreed: 3 }, rational(2000, 3)],
    ['more than agreed', { kind: 'quantity-ratio', unitZh: '次' }, { kind: 'quantity-ratio', delivered: 4, agreed: 3 }, rational(1000)],
    ['a checklist', checklist, { kind: 'checklist', met: ['a'] }, rational(1000, 3)],
    ['a rating', { kind: 'rating', max: 7 }, { kind: 'rating', value: 3 }, rational(3000, 7)],
    ['a survey at the limit', survey, { kind: 'survey', satisfied: 85, respondents: 100, population: 100 }, rational(1000)],
    ['a survey below it', survey, { kind: 'survey', satisfied: 34, respondents: 100, population: 100 }, rational(400)],
  ])('of %s are exact', (_what, scoring, entry, points) => expect(pointsOf(leafOf(scoring), entry)).toEqual(points));

  it('of the wrong kind are a bug', () => {
    expect(() => pointsOf(leafOf(survey), { kind: 'rating', value: 1 })).toThrow('the template says survey');
  });
});

/** One rating of `max` steps for each party, so that scores can be set to the hundredth. */
const ratingOf = (max: number, parties: TemplateContent['parties']): TemplateContent => ({
  ...DEFAULT_TEMPLATE,
  indicators: [{ ...leafOf({ kind: 'rating', max }, 10_000), code: 'x' }],
  parties,
});
const rated = (value: number, party: SignedSheet['party'] = 'third-party', vetoes: SheetContent['vetoes'] = []): SignedSheet => ({
  party,
  content: { entries: { x: { kind: 'rating', value } }, vetoes },
});
const alone = [{ party: 'third-party', weightBp: 10_000 }] as const;

describe('the result of a round', () => {
  it.each([
    [8950, 'good'],
    [9000, 'excellent'],
    [5999, 'fail'],
  ])('names the bands of T8: %i is %s', (value, grade) => {
    expect(computeResult(ratingOf(10_000, alone), [rated(value)])).toMatchObject({ scoreBp: value, grade });
  });

  it.each([
    [899_949, 8999, 'good'],
    [899_950, 9000, 'excellent'],
  ])('rounds %i/10⁶ half up, once, and grades what it shows', (value, scoreBp, grade) => {
    expect(computeResult(ratingOf(1_000_000, alone), [rated(value)])).toMatchObject({ scoreBp, grade });
  });

  it('rounds only at the end: three sheets of 1/3 make the whole', () => {
    const third = ratingOf(3, alone);
    expect(computeResult(third, [rated(3), rated(3), rated(2)]).exact).toEqual(rational(8, 9));
    expect(computeResult(third, [rated(1), rated(1), rated(1)]).scoreBp).toBe(3333);
  });

  it('weighs parties, whatever the number of their sheets (R101)', () => {
    const parties = [{ party: 'third-party', weightBp: 7000 }, { party: 'purchaser', weightBp: 2000 }, { party: 'supervisor', weightBp: 1000 }] as const;
    const sheets = [rated(80), rated(90), rated(100), rated(60, 'purchaser'), rated(40, 'supervisor')];
    const result = computeResult(ratingOf(100, parties), sheets);
    expect(result.scoreBp).toBe(7900);
    expect(result.byParty).toEqual([
      { party: 'third-party', scoreBp: 9000, sheets: 3 },
      { party: 'purchaser', scoreBp: 6000, sheets: 1 },
      { party: 'supervisor', scoreBp: 4000, sheets: 1 },
    ]);
  });

  it('fails by one veto, the score staying what it is (R101, R106)', () => {
    const vetoed = rated(95, 'third-party', [{ code: 'unpaid-wages', ground: '工资台账' }]);
    expect(computeResult(ratingOf(100, alone), [rated(95), vetoed])).toMatchObject({ scoreBp: 9500, grade: 'fail', vetoes: ['unpaid-wages'] });
  });

  it('shows every level of indicators, and they add up', () => {
    const content: SheetContent = { entries: fullEntries(50), vetoes: [] };
    const { byIndicator } = computeResult({ ...DEFAULT_TEMPLATE, parties: alone }, [{ party: 'third-party', content }]);
    expect(byIndicator.map(({ code }) => code)).toEqual(expect.arrayContaining(['output', 'output-quota', 'finance']));
    expect(byIndicator.find(({ code }) => code === 'output')).toEqual({ code: 'output', pointsBp: 1250, ofBp: 2500 });
  });

  it('is a bug without a sheet of every party', () => expect(() => computeResult(ratingOf(100, alone), [])).toThrow('third-party has none'));
});

function fullEntries(percent: number): SheetContent['entries'] {
  const rating = { kind: 'rating', value: percent } as const;
  const ratio = { kind: 'quantity-ratio', delivered: percent, agreed: 100 } as const;
  return {
    'output-quota': ratio,
    'output-coverage': ratio,
    'quality-methods': rating,
    'quality-records': { kind: 'checklist', met: percent >= 50 ? ['intake', 'plan'] : [] },
    'effect-goals': rating,
    'effect-satisfaction': { kind: 'survey', satisfied: percent, respondents: 100, population: 100 },
    management: rating,
    finance: rating,
  };
}

describe('whatever the panel says', () => {
  const sheets = fc.array(fc.integer({ min: 0, max: 97 }), { minLength: 1, maxLength: 9 });
  const template = ratingOf(97, alone);
  const scoreOf = (values: readonly number[]) => computeResult(template, values.map((value) => rated(value)));

  it('the order of the sheets does not matter', () => {
    fc.assert(fc.property(sheets, (values) => expect(scoreOf(values.toReversed())).toEqual(scoreOf(values))));
  });

  it('the score lies between the lowest and the highest sheet', () => {
    fc.assert(
      fc.property(sheets, (values) => {
        const { scoreBp } = scoreOf(values);
        expect(scoreBp).toBeGreaterThanOrEqual(scoreOf([Math.min(...values)]).scoreBp);
        expect(scoreBp).toBeLessThanOrEqual(scoreOf([Math.max(...values)]).scoreBp);
      }),
    );
  });

  it('a better sheet never lowers the score or the grade', () => {
    fc.assert(
      fc.property(sheets, fc.nat(), (values, pick) => {
        const better = values.map((value, i) => (i === pick % values.length ? Math.min(97, value + 1) : value));
        const [before, after] = [scoreOf(values), scoreOf(better)];
        expect(after.scoreBp).toBeGreaterThanOrEqual(before.scoreBp);
        expect(GRADES.indexOf(after.grade)).toBeLessThanOrEqual(GRADES.indexOf(before.grade));
      }),
    );
  });

  it('indicators and parties are within a hundredth of the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (third, purchaser) => {
        const result = computeResult(DEFAULT_TEMPLATE, [
          { party: 'third-party', content: { entries: fullEntries(third), vetoes: [] } },
          { party: 'purchaser', content: { entries: fullEntries(purchaser), vetoes: [] } },
        ]);
        const byFirstLevel = DEFAULT_TEMPLATE.indicators.map(({ code }) => result.byIndicator.find((it) => it.code === code)?.pointsBp ?? 0);
        expect(Math.abs(byFirstLevel.reduce((a, b) => a + b, 0) - result.scoreBp)).toBeLessThanOrEqual(DEFAULT_TEMPLATE.indicators.length);
      }),
    );
  });
});

describe('fractions', () => {
  const fraction = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n })).map(([n, d]) => rational(n, d));

  it('round to the nearest, halves up', () => {
    expect([rational(1, 2), rational(3, 2), rational(149, 100), rational(0)].map(roundHalfUp)).toEqual([1, 2, 1, 0]);
    fc.assert(
      fc.property(fraction, (value) => {
        const rounded = rational(roundHalfUp(value));
        expect(isLess(plus(value, rational(1, 2)), rounded)).toBe(false);
        expect(isLess(value, plus(rounded, rational(1, 2)))).toBe(true);
      }),
    );
  });

  it('keep a mean between its terms and a product its factors', () => {
    fc.assert(fc.property(fraction, (value) => expect(mean([value, value, value])).toEqual(value)));
    fc.assert(fc.property(fraction, fraction, (a, b) => expect(times(a, b)).toEqual(times(b, a))));
  });

  it('have a positive denominator and are rounded when not negative', () => {
    expect(() => rational(1, 0)).toThrow(RangeError);
    expect(() => roundHalfUp(rational(-1))).toThrow(RangeError);
  });
});
