import { describe, expect, it } from '@jest/globals';
import { profileKeys } from './keys.js';
import { profileFor } from './profiles.js';

/** One line a key: value, file, rule, grade, first day. */
const table = (regionCode: string, on: string): string => {
  const profile = profileFor(regionCode, on);
  const show = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each} fen` : each));
  const lines = profileKeys.map((key) => {
    const { file, rule, grade, effectiveFrom, override, limit } = profile.sourceOf(key);
    return `${key} = ${show(profile.get(key))} | ${file} ${rule} ${grade} ${effectiveFrom} ${limit} ${override}`;
  });
  return [profile.version, ...lines].join('\n');
};

describe('the profiles', () => {
  it.each([
    ['成都市锦江区', '510104'],
    ['兰州市城关区', '620102'],
  ])('resolve as agreed for %s', (_, regionCode) => {
    expect(table(regionCode, '2026-03-02')).toMatchSnapshot();
  });

  it.each(['CN', '51', '5101', '510104', '62', '6201', '620102'])('give a source and a grade for every number in %s', (regionCode) => {
    const profile = profileFor(regionCode, '2026-03-02');
    for (const key of profileKeys) {
      const { source, rule, grade } = profile.sourceOf(key);
      expect(`${key}: ${source} ${rule} ${grade}`).toMatch(/: \S.* R\d+ [SABCMD]$/);
    }
  });

  it('give the numbers that the main job runs on', () => {
    const profile = profileFor('510104', '2026-03-02');
    expect(profile.get('award.sign_days')).toEqual({ amount: 30, unit: 'day', mode: 'maximum' });
    expect(profile.get('challenge.file_days')).toEqual({ amount: 7, unit: 'working-day', mode: 'maximum' });
    expect(profile.get('score.price_weight.services')).toEqual({ min: 1000, max: 10_000, default: 1000 });
    expect(profile.get('panel.large_budget')).toBe(1_000_000_000n);
    expect(profile.get('eval.rectification_days').amount).toBe(30);
    expect(profile.get('eval.template').indicators.map(({ pointsBp }) => pointsBp)).toEqual([2500, 2500, 2500, 1000, 1500]);
  });

  it('change with the day: the price deduction of 2022, the reform of 2023', () => {
    expect(profileFor('510104', '2022-06-30').get('sme.deduction').max).toBe(1000);
    expect(profileFor('510104', '2022-07-01').get('sme.deduction').max).toBe(2000);
    expect(profileFor('CN', '2023-03-15').get('competent_department')).toBe('civil-affairs');
    expect(profileFor('CN', '2023-03-16').get('competent_department')).toBe('party-social-work');
    expect(profileFor('5101', '2024-08-06').get('competent_department')).toBe('civil-affairs');
  });

  it('differ by place: Chengdu sets posts, Gansu training hours', () => {
    const [jinjiang, chengguan] = ['510104', '620102'].map((code) => profileFor(code, '2026-03-02'));
    expect(jinjiang?.get('post.per_community')).toBe(2);
    expect(chengguan?.get('post.per_community')).toBeNull();
    expect(jinjiang?.get('workforce.cumulative_training_hours')).toBeNull();
    expect(chengguan?.get('workforce.cumulative_training_hours')).toBe(120);
  });

  it('do not exist for a region that does not, or before they begin', () => {
    expect(() => profileFor('999999', '2026-03-02')).toThrow('unknown region "999999"');
    expect(() => profileFor('510104', '2021-06-30')).toThrow(RangeError);
  });
});
