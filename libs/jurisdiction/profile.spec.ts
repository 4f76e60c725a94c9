import { describe, expect, it } from '@jest/globals';
import { profileKeys } from './keys.js';
import { assertComplete, readProfileFile, type ProfileFile } from './profile-file.js';
import { assertOverrides, resolveProfile } from './profile.js';
import CN from './profiles/CN.json' with { type: 'json' };

const entry = (value: unknown, more: object = {}) => ({
  value, limit: 'inclusive', override: 'free', rule: 'R35', source: '测试', grade: 'D', effectiveFrom: '2021-07-01', effectiveTo: null, ...more,
});
const days = (amount: number) => ({ amount, unit: 'day', mode: 'minimum' });
const level = (regionCode: string, entries: Record<string, unknown>): ProfileFile => readProfileFile(regionCode, entries);
const nation = level('CN', CN);
const key = 'tender.preparation_days';

describe('inheritance (R2)', () => {
  const province = level('51', { [key]: [entry(days(25), { override: 'raise' })] });
  const city = level('5101', {
    [key]: [entry(days(30), { effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' })],
    'post.per_village': [entry(1)],
  });

  it.each([
    ['2025-12-31', 25, '51'],
    ['2026-01-01', 30, '5101'],
    ['2026-12-31', 30, '5101'],
    ['2027-01-01', 25, '51'],
  ])('takes the nearest level that speaks on %s', (on, amount, from) => {
    const profile = resolveProfile('510104', [nation, province, city], on);
    expect(profile.get(key).amount).toBe(amount);
    expect(profile.sourceOf(key)).toMatchObject({ regionCode: from, file: `profiles/${from}.json`, source: '测试', grade: 'D' });
    expect(profile.sourceOf('eval.bands').file).toBe('profiles/CN.json');
  });

  it('names the same values by the same version, and other values by another', () => {
    const version = (on: string, ...levels: ProfileFile[]) => resolveProfile('510104', levels, on).version;
    expect(version('2026-03-02', nation, province, city)).toMatch(/^510104@2026-01-01\.[0-9a-f]{16}$/);
    expect(version('2026-03-02', nation, province, city)).toBe(version('2026-06-01', nation, province, city));
    expect(version('2027-01-01', nation, province, city)).not.toBe(version('2026-06-01', nation, province, city));
    const reordered = level('51', { [key]: [entry({ mode: 'minimum', unit: 'day', amount: 25 }, { override: 'raise' })] });
    expect(version('2026-03-02', nation, reordered)).toBe(version('2026-03-02', nation, province));
    expect(version('2026-03-02', nation, level('51', { [key]: [entry(days(26))] }))).not.toBe(version('2026-03-02', nation, province));
  });

  it('has no profile of a day before the profiles begin', () => {
    expect(() => resolveProfile('CN', [nation], '2021-06-30')).toThrow('the profiles begin later');
  });
});

describe('a level that may not differ so', () => {
  it.each([
    ['shorter than the law', key, days(19), 'allows only "raise"'],
    ['what is fixed', 'tender.minimum_bidders', 2, 'allows only "fixed"'],
    ['a wider range', 'score.price_weight.services', { min: 500, max: 10_000, default: 1000 }, 'allows only "narrow"'],
    ['a higher cap', 'contract.additions_cap', 1001, 'allows only "lower"'],
  ])('is rejected with key and file: %s', (_, name, value, message) => {
    const city = level('5101', { [name]: [entry(value)] });
    expect(() => assertOverrides([nation, level('51', {}), city])).toThrow(`profiles/5101.json: ${name}: overrides profiles/CN.json`);
    expect(() => assertOverrides([nation, level('51', {}), city])).toThrow(message);
  });

  it('is held to every level above it, not only to the next', () => {
    const province = level('51', { [key]: [entry(days(25))] });
    expect(() => assertOverrides([nation, province, level('5101', { [key]: [entry(days(19))] })])).toThrow('profiles/CN.json');
    expect(() => assertOverrides([nation, province, level('5101', { [key]: [entry(days(22))] })])).not.toThrow();
  });

  it('is judged only by what holds at the same time', () => {
    const province = level('51', { [key]: [entry(days(25), { override: 'raise', effectiveTo: '2025-12-31' })] });
    const later = level('5101', { [key]: [entry(days(20), { effectiveFrom: '2026-01-01' })] });
    const earlier = level('5101', { [key]: [entry(days(20), { effectiveFrom: '2025-12-31' })] });
    expect(() => assertOverrides([nation, province, later])).not.toThrow();
    expect(() => assertOverrides([nation, province, earlier])).toThrow('profiles/51.json');
  });
});

describe('a file that must not be used', () => {
  it.each([
    ['an unknown key', { 'tender.colour': [entry(1)] }, 'tender.colour'],
    ['no source', { [key]: [entry(days(20), { source: '' })] }, 'source'],
    ['no grade', { [key]: [entry(days(20), { grade: undefined })] }, 'grade'],
    ['a grade that we do not use', { [key]: [entry(days(20), { grade: 'Z' })] }, 'grade'],
    ['no rule', { [key]: [entry(days(20), { rule: '35' })] }, 'rule'],
    ['a date that is none', { [key]: [entry(days(20), { effectiveFrom: '2021-02-30' })] }, 'effectiveFrom'],
    ['a misspelt field', { [key]: [entry(days(20), { effectivFrom: '2021-07-01' })] }, 'effectivFrom'],
    ['a value of another kind', { [key]: [entry(20)] }, 'an object'],
    ['an end before the beginning', { [key]: [entry(days(20), { effectiveTo: '2020-01-01' })] }, 'ends before'],
    ['two values for one day', { [key]: [entry(days(20)), entry(days(21), { effectiveFrom: '2022-01-01' })] }, 'overlaps'],
    ['no value at all', { [key]: [] }, 'dated values'],
    ['a schedule short of the whole', { 'pay.schedule': [entry([{ shareBp: 9999, conditions: ['acceptance'] }])] }, '10000'],
    ['bands that leave a score ungraded', { 'eval.bands': [entry([{ grade: 'pass', fromBp: 1 }])] }, 'band from 0'],
    ['a payment that one person could approve', { 'pay.approval_thresholds': [entry([{ fromFen: '0', roles: ['finance-approver'] }])] }, 'roles'],
    ['a grade without a consequence', { 'eval.consequences': [entry([{ grade: 'pass', factorBp: 1, effect: 'hold' }])] }, 'four grades'],
  ])('says so: %s', (_, entries, reason) => {
    expect(() => level('51', entries)).toThrow(reason);
    expect(() => level('51', entries)).toThrow(`profiles/51.json: ${Object.keys(entries).join()}`);
  });

  it('is a nation that leaves a key, or a day, without a value', () => {
    const { [key]: _, ...rest } = CN;
    const broken = (values: unknown) => level('CN', { ...rest, ...(values === undefined ? {} : { [key]: values }) });
    expect(() => assertComplete(nation)).not.toThrow();
    expect(() => assertComplete(broken(undefined))).toThrow(`profiles/CN.json: ${key}: has no national value`);
    expect(() => assertComplete(broken([entry(days(20), { effectiveTo: '2025-12-31' })]))).toThrow('no value from 2026-01-01 on');
    const gap = [entry(days(20), { effectiveTo: '2025-12-31' }), entry(days(20), { effectiveFrom: '2026-01-02' })];
    expect(() => assertComplete(broken(gap))).toThrow('no value from 2026-01-01 on');
  });

  it('knows each key once', () => {
    expect(new Set(profileKeys).size).toBe(Object.keys(CN).length);
  });
});
