import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { barredBy, usesBeyond, type FundSource, type FundUse } from './fund-use.js';
import { guaranteeFund } from './guarantee-fund.js';

const chengdu = profileFor('510104', '2026-03-02');
const rules = { uses: chengdu.get('fund.uses'), refusals: chengdu.get('fund.refusals') };
const gansu = profileFor('620102', '2026-03-02');
const bar = (source: FundSource, use: FundUse, directoryItem = 'A0601', uses: readonly FundUse[] = []) => barredBy({ source, uses }, { use, directoryItem }, rules);

describe('what a line pays for (R127, R128)', () => {
  it.each<[FundSource, FundUse, string, string | undefined]>([
    ['district-budget', 'social-work-service', 'A0601', undefined],
    ['district-budget', 'demonstration', 'A0601', undefined],
    ['district-budget', 'micro-project', 'A0601', 'R127'],
    ['guarantee-fund', 'micro-project', 'A0601', undefined],
    ['guarantee-fund', 'community-staff-pay', 'A0601', 'R128'],
    ['guarantee-fund', 'private-matter', 'A0601', 'R128'],
    ['guarantee-fund', 'responsible-party', 'A0601', 'R128'],
    ['guarantee-fund', 'government-duty', 'A0601', 'R128'],
    ['guarantee-fund', 'community-service', 'B0101', 'R128'],
    ['guarantee-fund', 'training', 'A0601', 'R127'],
    ['incentive-fund', 'community-staff-pay', 'A0601', 'R128'],
    ['incentive-fund', 'training', 'A0601', undefined],
    ['welfare-lottery', 'training', 'A0601', 'R127'],
    ['city-budget', 'evaluation', 'B0101', undefined],
    ['district-budget', 'community-staff-pay', 'A0601', 'R127'],
  ])('%s for %s, item %s: %s', (source, use, item, rule) => {
    expect(bar(source, use, item)).toBe(rule);
  });

  it('is what the line was opened for, where it names it (R115)', () => {
    expect(bar('district-budget', 'training', 'A0601', ['social-work-service'])).toBe('R115');
    expect(bar('district-budget', 'training', 'A0601', ['social-work-service', 'training'])).toBeUndefined();
    expect(usesBeyond({ source: 'welfare-lottery', uses: ['social-work-service', 'training'] }, rules)).toEqual(['training']);
  });

  it('follows the place: what Chengdu refuses by name elsewhere is only not listed', () => {
    const elsewhere = { uses: gansu.get('fund.uses'), refusals: gansu.get('fund.refusals') };
    expect(barredBy({ source: 'guarantee-fund', uses: [] }, { use: 'community-staff-pay', directoryItem: 'A0601' }, elsewhere)).toBe('R127');
    expect(barredBy({ source: 'guarantee-fund', uses: [] }, { use: 'community-service', directoryItem: 'B0101' }, elsewhere)).toBeUndefined();
  });

  it('never names a use that its own place refuses', () => {
    for (const { source, uses } of rules.uses) for (const use of uses) expect(bar(source, use)).toBeUndefined();
  });
});

describe('the guarantee fund of a community (R128)', () => {
  const formula = chengdu.get('fund.guarantee_formula') ?? [];
  it.each([
    ['urban', 0, 10_000_000n],
    ['urban', 100, 10_150_000n],
    ['urban', 12_345, 28_517_500n],
    ['rural', 100, 25_400_000n],
    ['rural', 3_001, 37_004_000n],
  ] as const)('%s with %d residents: %d fen', (community, residents, fen) => {
    expect(guaranteeFund(formula, { community, residents })).toBe(fen);
  });
  it('is not known where no formula is', () => expect(gansu.get('fund.guarantee_formula')).toBeNull());
});
