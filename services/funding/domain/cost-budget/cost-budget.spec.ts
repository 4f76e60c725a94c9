import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import fc from 'fast-check';
import { type Cost, type CostLimits, objectionToCosts } from './cost-budget.js';

const shenzhen = profileFor('440304', '2026-03-02');
const limits: CostLimits = {
  labourFloor: shenzhen.get('cost.labour_floor'), otherCap: shenzhen.get('cost.other_cap'), managementCap: shenzhen.get('cost.management_cap'), taxCap: shenzhen.get('cost.tax_cap'),
};
const none: CostLimits = { labourFloor: null, otherCap: null, managementCap: null, taxCap: null };
const table = (labour: bigint, whole = 10_000n): Cost[] => [{ category: 'labour', amount: labour }, { category: 'activities', amount: whole - labour }];
const code = (costs: readonly Cost[] | undefined, whole: bigint, by = limits) => objectionToCosts(costs, whole, by)?.code;

describe('the cost table (R129)', () => {
  it('fails with 84.99 % of labour and passes with 85.00 % (T7)', () => {
    expect(limits).toMatchObject({ labourFloor: 8_500, otherCap: 1_500 });
    expect(code(table(8_499n), 10_000n)).toBe('cost-budget.labour-short');
    expect(code(table(8_500n), 10_000n)).toBeUndefined();
  });

  it('is not rounded: one fen short of the floor fails, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt(2n, 10n ** 12n), (whole) => {
        const least = (whole * 8_500n + 9_999n) / 10_000n;
        expect(code(table(least, whole), whole)).toBeUndefined();
        expect(code(table(least - 1n, whole), whole)).toBe('cost-budget.labour-short');
      }),
    );
  });

  it('keeps each cap, itself included', () => {
    const capped = { ...none, otherCap: 1_500, managementCap: 500, taxCap: 300 };
    const costs = (management: bigint, tax: bigint, training: bigint): Cost[] => [
      { category: 'labour', amount: 10_000n - management - tax - training }, { category: 'management', amount: management }, { category: 'tax', amount: tax }, { category: 'training', amount: training },
    ];
    expect(code(costs(500n, 300n, 700n), 10_000n, capped)).toBeUndefined();
    expect(code(costs(500n, 300n, 701n), 10_000n, capped)).toBe('cost-budget.other-above');
    expect(code(costs(501n, 300n, 0n), 10_000n, capped)).toBe('cost-budget.management-above');
    expect(code(costs(500n, 301n, 0n), 10_000n, capped)).toBe('cost-budget.tax-above');
  });

  it('is asked for where a share is prescribed, and adds up wherever it comes', () => {
    expect(code(undefined, 10_000n)).toBe('cost-budget.missing');
    expect(code(undefined, 10_000n, none)).toBeUndefined();
    expect(code(table(9_000n), 10_001n, none)).toBe('cost-budget.total-differs');
    expect(code([...table(9_000n), { category: 'labour', amount: 0n }], 10_000n, none)).toBe('cost-budget.category-twice');
    expect(code(table(0n), 10_000n, none)).toBeUndefined();
  });
});
